-- The login role of the application owns nothing and inherits nothing: it may read the list of tenants, keep the doors' tables,
-- and take on one tenant role inside a transaction.
create schema if not exists crm_control;
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'crm_app') then
    create role crm_app login noinherit nosuperuser nocreatedb nocreaterole;
  end if;
end $$;
grant usage on schema crm_control to crm_app;
