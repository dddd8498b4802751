-- The people of a tenant. Names are never qualified in these scripts: they run with search_path = <tenant schema>, crm_ext.
-- Here and everywhere text + CHECK instead of native enums: enum_eq is not leakproof, so a policy would cost the index
-- (docs/decisions/0003).
create table users (
  id uuid primary key,
  email varchar(255) not null,
  email_lower text collate "C" generated always as (lower(email)) stored,
  name varchar(255),
  role text not null default 'USER' constraint ck_users_role check (role in ('USER','MANAGER','ADMIN')),
  -- Auth.js (NextAuth) compatible columns
  email_verified timestamptz,
  image text,
  -- Entra identity: a user is (tenant, object id); the tenant is this schema, kept for tokens that must be compared
  entra_tenant_id uuid,
  entra_object_id uuid,
  timezone varchar(64) not null default 'UTC',
  locale varchar(16) not null default 'en',
  preferences jsonb not null default '{}',
  is_active boolean not null default true,
  last_login_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
);
create unique index ux_users_email on users (email_lower);
create unique index ux_users_entra on users (entra_object_id) where entra_object_id is not null;
