create table companies (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  name varchar(255) not null,
  name_folded text collate "C" generated always as (crm_ext.fold(name)) stored,
  domain varchar(255) collate "C",
  website varchar(500),
  phone varchar(50),
  email varchar(255),
  industry varchar(100),
  -- the filter language compares industries without case and accents (docs/decisions/0011)
  industry_folded text collate "C" generated always as (crm_ext.fold(industry)) stored,
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
  last_activity_at timestamptz, -- kept by triggers (activities)
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
) with (
  fillfactor = 90,
  -- here, and on the other three kinds: index-only counts live on the visibility map, so vacuum early
  autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02
);

-- Domains of a company besides companies.domain: a merge leaves them, so that mail from both finds the one that stays.
create table company_domains (
  company_id uuid not null references companies (id) on delete cascade,
  domain varchar(255) collate "C" not null,
  created_at timestamptz not null default now(),
  primary key (company_id, domain)
);
create index ix_company_domains_domain on company_domains (domain);
