do $$ begin
  execute format('revoke update (reporting_currency) on tenant_settings from %I', current_schema() || '_admin');
end $$;
drop table exchange_rates;
drop trigger tenant_settings_reporting_currency on tenant_settings;
alter table tenant_settings drop column reporting_currency;
