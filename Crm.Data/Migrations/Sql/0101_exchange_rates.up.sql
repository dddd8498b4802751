-- Reports never add or compare currencies. They are converted into one where an administrator says what the others are worth in it: a
-- handful of rows that are kept in memory with stages and people (tenant_settings.version); the sums stay grouped by currency in SQL.
alter table tenant_settings add column reporting_currency char(3)
  constraint ck_tenant_settings_reporting_currency check (reporting_currency ~ '^[A-Z]{3}$');

-- "in_currency" is what a rate is given in. Only rates in the reporting currency count: one that was saved while another administrator
-- changed that currency is shown as missing, never taken for a rate in the new one.
create table exchange_rates (
  currency char(3) primary key constraint ck_exchange_rates_currency check (currency ~ '^[A-Z]{3}$'),
  in_currency char(3) not null constraint ck_exchange_rates_in_currency check (in_currency ~ '^[A-Z]{3}$'),
  rate numeric(20,12) not null constraint ck_exchange_rates_rate check (rate > 0 and rate <= 10000000),
  as_of date not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint ck_exchange_rates_other check (currency <> in_currency)
);

create trigger exchange_rates_settings after insert or update or delete on exchange_rates
  for each statement execute function settings_changed();
create trigger tenant_settings_reporting_currency after update of reporting_currency on tenant_settings
  for each statement execute function settings_changed();

do $$
declare
  s constant text := current_schema();
  admin constant text := format('%I', s || '_admin');
  every constant text := format('%I, %I, %I, %s', s || '_own', s || '_read', s || '_manage', admin);
begin
  alter table exchange_rates enable row level security;
  execute format('create policy everyone_reads on exchange_rates for select to %s using (true)', every);
  execute format('create policy administration on exchange_rates for all to %s using (true) with check (true)', admin);
  execute format('grant select on exchange_rates to %s', every);
  execute format('grant insert, update, delete on exchange_rates to %s', admin);
  execute format('grant update (reporting_currency) on tenant_settings to %s', admin);
end $$;
