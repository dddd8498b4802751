-- What an administrator sets up and everybody reads: stages, custom fields, currencies and their rates.

create table pipeline_stages (
  id uuid primary key,
  name varchar(100) not null,
  position integer not null,
  probability numeric(3,2) not null default 0.0 constraint ck_pipeline_stages_probability check (probability >= 0.0 and probability <= 1.0),
  color varchar(7) constraint ck_pipeline_stages_color check (color ~ '^#[0-9A-Fa-f]{6}$'),
  stage_type text not null default 'OPPORTUNITY'
    constraint ck_pipeline_stages_type check (stage_type in ('LEAD','OPPORTUNITY','WON','LOST')),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
create index ix_pipeline_stages_position on pipeline_stages (position, id);

create table custom_field_definitions (
  id uuid primary key,
  entity text not null constraint ck_custom_fields_entity check (entity in ('company','contact','deal','activity')),
  field_name varchar(100) not null,
  label varchar(100) not null,
  field_type text not null default 'TEXT' constraint ck_custom_fields_type
    check (field_type in ('TEXT','NUMBER','DATE','BOOLEAN','SELECT','MULTI_SELECT','URL','EMAIL','PHONE')),
  options jsonb not null default '[]',
  is_required boolean not null default false,
  default_value jsonb,
  position integer not null default 0,
  is_filterable boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid,
  constraint ux_custom_field_definitions_name unique (entity, field_name)
);

-- Reports never add or compare currencies. They are converted into one where an administrator says what the others are worth in it: a
-- handful of rows that are kept in memory with stages and people; the sums stay grouped by currency in SQL.
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

-- One row. Its version rises whenever people, stages, custom fields or rates change, so that readers may keep what they read; its key signs
-- the cursors of lists.
create table tenant_settings (
  id boolean primary key default true constraint ck_tenant_settings_one check (id),
  version bigint not null default 1,
  signing_key bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  reporting_currency char(3) constraint ck_tenant_settings_reporting_currency check (reporting_currency ~ '^[A-Z]{3}$')
);
insert into tenant_settings default values;

create function settings_changed() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update tenant_settings set version = version + 1;
  return null;
end $$;
create trigger users_settings after insert or delete or update of name, email, is_deleted on users
  for each statement execute function settings_changed();
create trigger pipeline_stages_settings after insert or update or delete on pipeline_stages
  for each statement execute function settings_changed();
create trigger custom_field_definitions_settings after insert or update or delete on custom_field_definitions
  for each statement execute function settings_changed();
create trigger exchange_rates_settings after insert or update or delete on exchange_rates
  for each statement execute function settings_changed();
create trigger tenant_settings_reporting_currency after update of reporting_currency on tenant_settings
  for each statement execute function settings_changed();
