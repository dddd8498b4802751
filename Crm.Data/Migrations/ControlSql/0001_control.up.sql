-- What all tenants share: extensions and functions (crm_ext), the list of tenants and the doors' own tables (crm_control).
create schema if not exists crm_ext;
create extension if not exists pg_trgm with schema crm_ext;
create extension if not exists unaccent with schema crm_ext;
grant usage on schema crm_ext to public;

-- Folding for search, sort and comparison: case and accents do not count. unaccent() is only stable because its dictionary could change;
-- the dictionary is named here and shipped with the server, so the wrapper may be immutable and stand in generated columns.
do $do$
declare home constant text := (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'unaccent');
begin
  execute format($f$
    create function crm_ext.fold(value text) returns text language plpgsql immutable strict parallel safe as
    $body$ begin return lower(%1$I.unaccent(%2$L::regdictionary, value)); end $body$ $f$, home, format('%I.unaccent', home));
end $do$;

-- Who asks: set inside each transaction by the application (transaction-scoped, so pooled connections carry nothing over).
create function crm_ext.current_user_id() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Time-ordered ids for rows that triggers write (RFC 9562 version 7; PostgreSQL has its own only from 18 on).
create function crm_ext.uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- A custom field's text as the JSON type its definition asks for; text that does not fit is refused, not stored as text.
create function crm_ext.custom_value(field_type text, value text) returns jsonb language plpgsql immutable as $$
begin
  return case
    when value is null then 'null'::jsonb
    when field_type = 'NUMBER' then to_jsonb(value::numeric)
    when field_type = 'BOOLEAN' then to_jsonb(value::boolean)
    when field_type = 'DATE' then to_jsonb(value::date)
    when field_type = 'MULTI_SELECT' then value::jsonb
    else to_jsonb(value)
  end;
end $$;

create schema if not exists crm_control;
create table crm_control.tenants (
  id uuid primary key,
  entra_tenant_id uuid not null constraint ux_tenants_entra unique,
  name varchar(255) not null,
  schema_name varchar(40) not null constraint ux_tenants_schema unique
    constraint ck_tenants_schema check (schema_name ~ '^t_[a-z0-9_]{1,37}$'),
  visibility text not null default 'OWN' constraint ck_tenants_visibility check (visibility in ('OWN','EVERYONE')),
  auto_provision boolean not null default false,
  default_currency char(3) not null default 'USD' constraint ck_tenants_currency check (default_currency ~ '^[A-Z]{3}$'),
  settings jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Graph tells us a subscription id and little else: these find the tenant and the mailbox.
create table crm_control.graph_subscriptions (
  subscription_id text collate "C" primary key,
  tenant_id uuid not null references crm_control.tenants (id) on delete cascade,
  user_id uuid not null,
  mailbox_oid uuid not null,
  resource varchar(100) not null,
  client_state varchar(128) not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint ux_graph_subscriptions_mailbox unique (tenant_id, user_id, resource)
);
create table crm_control.graph_notifications (
  id uuid primary key,
  subscription_id text collate "C" not null,
  tenant_id uuid not null references crm_control.tenants (id) on delete cascade,
  user_id uuid not null,
  resource varchar(100) not null,
  kind varchar(40) not null,
  item_id text collate "C",
  received_at timestamptz not null default now(),
  handled_at timestamptz
);
create index ix_graph_notifications_waiting on crm_control.graph_notifications (tenant_id, user_id, resource) where handled_at is null;
create index ix_graph_notifications_received on crm_control.graph_notifications (received_at);
