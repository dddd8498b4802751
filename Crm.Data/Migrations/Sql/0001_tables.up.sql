-- The specification's tables. Names are never qualified: the migration runs with search_path = <tenant schema>, crm_ext.
-- text + CHECK instead of native enums: enum_eq is not leakproof, so a policy would cost the index (docs/decisions/0003).

create table users (
  id uuid primary key,
  email varchar(255) not null,
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
  email_lower text collate "C" generated always as (lower(email)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
);

create table companies (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  name varchar(255) not null,
  domain varchar(255) collate "C",
  website varchar(500),
  phone varchar(50),
  email varchar(255),
  industry varchar(100),
  company_size text constraint ck_companies_size check (company_size in ('MICRO','SMALL','MEDIUM','LARGE','ENTERPRISE')),
  status text not null default 'ACTIVE' constraint ck_companies_status check (status in ('LEAD','PROSPECT','ACTIVE','INACTIVE','CHURNED')),
  source varchar(100),
  annual_revenue numeric(15,2),
  revenue_currency char(3) constraint ck_companies_revenue_currency check (revenue_currency ~ '^[A-Z]{3}$'),
  employee_count integer constraint ck_companies_employee_count check (employee_count >= 0),
  description text,
  address_line1 varchar(255),
  address_line2 varchar(255),
  city varchar(100),
  state varchar(100),
  postal_code varchar(20),
  country varchar(2) constraint ck_companies_country check (country ~ '^[A-Z]{2}$'),
  linkedin_url varchar(500),
  custom jsonb not null default '{}',
  last_activity_at timestamptz,
  name_folded text collate "C" generated always as (crm_ext.fold(name)) stored,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
) with (fillfactor = 90);

create table contacts (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  company_id uuid constraint fk_contacts_company references companies (id) on delete set null,
  first_name varchar(100) not null,
  last_name varchar(100) not null,
  email varchar(255) constraint chk_email_format check (email ~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$'),
  phone varchar(50),
  mobile varchar(50),
  job_title varchar(150),
  department varchar(100),
  is_primary boolean not null default false,
  preferred_contact text not null default 'EMAIL'
    constraint ck_contacts_preferred_contact check (preferred_contact in ('EMAIL','PHONE','MOBILE','LINKEDIN')),
  status text not null default 'ACTIVE' constraint ck_contacts_status check (status in ('LEAD','ACTIVE','INACTIVE','UNSUBSCRIBED','BOUNCED')),
  lead_source varchar(100),
  linkedin_url varchar(500),
  twitter_handle varchar(100),
  notes text,
  city varchar(100),
  country varchar(2) constraint ck_contacts_country check (country ~ '^[A-Z]{2}$'),
  do_not_contact boolean not null default false,
  custom jsonb not null default '{}',
  last_activity_at timestamptz,
  email_lower text collate "C" generated always as (lower(email)) stored,
  name_folded text collate "C" generated always as (crm_ext.fold(last_name || ' ' || first_name)) stored,
  search_folded text collate "C" generated always as (crm_ext.fold(first_name || ' ' || last_name || ' ' || coalesce(email, ''))) stored,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
) with (fillfactor = 90);

-- Every address by which a contact writes, the primary one of contacts.email included (a trigger keeps that row).
create table contact_addresses (
  id uuid primary key,
  contact_id uuid not null references contacts (id) on delete cascade,
  owner_id uuid not null references users (id) on delete restrict,
  address text collate "C" not null constraint ck_contact_addresses_normalised check (address = lower(address) and length(address) <= 255),
  kind text not null default 'WORK' constraint ck_contact_addresses_kind check (kind in ('PRIMARY','WORK','HOME','OTHER')),
  created_at timestamptz not null default now()
);

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

create table deals (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  company_id uuid constraint fk_deals_company references companies (id) on delete set null,
  contact_id uuid constraint fk_deals_contact references contacts (id) on delete set null,
  stage_id uuid not null constraint fk_deals_stage references pipeline_stages (id) on delete restrict,
  title varchar(255) not null,
  description text,
  value numeric(12,2),
  currency char(3) not null default 'USD' constraint ck_deals_currency check (currency ~ '^[A-Z]{3}$'),
  expected_close_date date,
  probability numeric(3,2) constraint chk_probability check (probability >= 0.0 and probability <= 1.0),
  status text not null default 'OPEN' constraint ck_deals_status check (status in ('OPEN','WON','LOST','ON_HOLD')),
  priority text not null default 'MEDIUM' constraint ck_deals_priority check (priority in ('LOW','MEDIUM','HIGH','URGENT')),
  source varchar(100),
  lost_reason varchar(500),
  stage_entered_at timestamptz not null default now(),
  closed_at timestamptz,
  board_rank double precision,
  custom jsonb not null default '{}',
  last_activity_at timestamptz,
  title_folded text collate "C" generated always as (crm_ext.fold(title)) stored,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
) with (fillfactor = 90);

-- Analytics history: one row per stage a deal entered, written by a trigger so that no door can forget it.
create table deal_stage_history (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  owner_id uuid not null,
  from_stage_id uuid,
  to_stage_id uuid not null,
  entered_at timestamptz not null default now(),
  value numeric(12,2),
  currency char(3)
);

create table activities (
  id uuid primary key,
  type text not null constraint ck_activities_type check (type in ('CALL','EMAIL','MEETING','TASK','NOTE','MESSAGE')),
  company_id uuid references companies (id) on delete set null,
  contact_id uuid references contacts (id) on delete set null,
  deal_id uuid references deals (id) on delete set null,
  owner_id uuid references users (id) on delete set null,
  assigned_to_id uuid references users (id) on delete set null,
  subject varchar(255) not null,
  body text,
  direction text constraint ck_activities_direction check (direction in ('INBOUND','OUTBOUND')),
  due_date timestamptz,
  completed_at timestamptz,
  occurred_at timestamptz not null default now(),
  ends_at timestamptz,
  status text not null default 'PENDING'
    constraint ck_activities_status check (status in ('PENDING','IN_PROGRESS','COMPLETED','CANCELLED')),
  priority text not null default 'MEDIUM' constraint ck_activities_priority check (priority in ('LOW','MEDIUM','HIGH','URGENT')),
  duration_minutes integer constraint ck_activities_duration check (duration_minutes >= 0),
  location varchar(500),
  -- what the activity was captured from: 'mail:<Internet message id>' or 'meeting:<iCalUId>|<original start>' (docs/decisions/0005)
  source_key text,
  source_link varchar(2000),
  conversation_id varchar(255),
  capture_key uuid generated always as (md5(source_key)::uuid) stored,
  custom jsonb not null default '{}',
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
) with (fillfactor = 95);

create table activity_participants (
  activity_id uuid not null references activities (id) on delete cascade,
  address text collate "C" not null,
  kind text not null constraint ck_activity_participants_kind check (kind in ('FROM','TO','CC','BCC','ORGANIZER','ATTENDEE')),
  name varchar(255),
  response text constraint ck_activity_participants_response check (response in ('NONE','ACCEPTED','TENTATIVE','DECLINED')),
  contact_id uuid references contacts (id) on delete set null,
  user_id uuid references users (id) on delete set null,
  primary key (activity_id, kind, address)
);

-- From whose mailboxes a mail or meeting was captured: the same mail to two reps is one activity with two rows here.
create table activity_mailboxes (
  activity_id uuid not null references activities (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  graph_id text collate "C" not null,
  folder varchar(100),
  captured_at timestamptz not null default now(),
  primary key (activity_id, user_id)
);

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

create table saved_views (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete cascade,
  entity text not null constraint ck_saved_views_entity check (entity in ('company','contact','deal','activity')),
  name varchar(100) not null,
  filter text not null default '',
  sort text not null default '',
  scope text not null default 'PRIVATE' constraint ck_saved_views_scope check (scope in ('PRIVATE','SHARED','TEAM_DEFAULT')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
);

-- Who changed which field from what to what, through which door. Written by triggers; nobody else may insert.
create table record_history (
  id uuid primary key,
  entity text not null constraint ck_record_history_entity check (entity in ('company','contact','deal','activity')),
  record_id uuid not null,
  version integer not null,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  door text,
  changes jsonb not null
);

-- Capture: where each mailbox folder's delta stands, and why each item is or is not in the CRM.
create table capture_cursors (
  user_id uuid not null references users (id) on delete cascade,
  resource varchar(100) not null,
  delta_link text,
  window_start timestamptz,
  window_end timestamptz,
  last_run_at timestamptz,
  paused_until timestamptz,
  failures integer not null default 0,
  last_error varchar(200),
  primary key (user_id, resource)
);

create table capture_ledger (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null constraint ck_capture_ledger_kind check (kind in ('MESSAGE','EVENT')),
  graph_id text collate "C" not null,
  source_key text,
  outcome text not null constraint ck_capture_ledger_outcome check (outcome in ('LOGGED','SKIPPED','REMOVED')),
  reason varchar(100) not null,
  activity_id uuid references activities (id) on delete set null,
  decided_at timestamptz not null default now(),
  constraint ux_capture_ledger_item unique (user_id, kind, graph_id)
);

-- Index-only counts live on the visibility map: vacuum early.
alter table companies  set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table contacts   set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table deals      set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table activities set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
