create table crm_control.tenants (
  id uuid primary key,
  entra_tenant_id uuid not null constraint ux_tenants_entra unique,
  name varchar(255) not null,
  schema_name varchar(40) not null constraint ux_tenants_schema unique
    constraint ck_tenants_schema check (schema_name ~ '^t_[a-z0-9_]{1,37}$'),
  visibility text not null default 'OWN' constraint ck_tenants_visibility check (visibility in ('OWN','EVERYONE')),
  auto_provision boolean not null default false,
  default_currency char(3) not null default 'USD' constraint ck_tenants_currency check (default_currency ~ '^[A-Z]{3}$'),
  country char(2) constraint ck_tenants_country check (country ~ '^[A-Z]{2}$'), -- whose phone numbers those without a country code are
  settings jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
grant select on crm_control.tenants to crm_app;
