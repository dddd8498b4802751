create table contacts (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  company_id uuid constraint fk_contacts_company references companies (id) on delete set null,
  first_name varchar(100) not null,
  last_name varchar(100) not null,
  name_folded text collate "C" generated always as (crm_ext.fold(last_name || ' ' || first_name)) stored,
  -- every address that RFC 5321 and RFC 6531 allow; the specification's pattern is a part of it. The code has the same text
  -- (EmailAddress.Pattern).
  email varchar(255) constraint chk_email_format check
    (email ~ '^("([^"\\]|\\.)+"|[^\s"(),:;<>@\[\\\]]+)@(([^\s"(),:;<>@\[\\\].]+\.)+[^\s"(),:;<>@\[\\\].0-9][^\s"(),:;<>@\[\\\].]+'
    '|\[[0-9A-Za-z:.]+\])$'),
  email_lower text collate "C" generated always as (lower(email)) stored,
  search_folded text collate "C" generated always as (crm_ext.fold(first_name || ' ' || last_name || ' ' || coalesce(email, ''))) stored,
  phone varchar(50),
  mobile varchar(50),
  job_title varchar(150),
  department varchar(100),
  -- how much a contact's word counts when their firm buys: 0 for none, 100 for who decides alone
  decision_influence integer constraint chk_decision_influence check (decision_influence between 0 and 100),
  is_primary boolean not null default false,
  preferred_contact text not null default 'EMAIL'
    constraint ck_contacts_preferred_contact check (preferred_contact in ('EMAIL','PHONE','MOBILE','LINKEDIN')),
  status text not null default 'ACTIVE'
    constraint ck_contacts_status check (status in ('LEAD','ACTIVE','INACTIVE','UNSUBSCRIBED','BOUNCED')),
  lead_source varchar(100),
  linkedin_url varchar(500),
  twitter_handle varchar(100),
  notes text,
  city varchar(100),
  country varchar(2) constraint ck_contacts_country check (country ~ '^[A-Z]{2}$'),
  do_not_contact boolean not null default false,
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
  fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.02
);

-- Every address by which a contact writes, the primary one of contacts.email included. Its owner is its contact's, which the triggers below
-- keep and the contact's own key checks: a key of its own told nothing more, and an import paid for it and its index with every address.
create table contact_addresses (
  id uuid primary key,
  contact_id uuid not null references contacts (id) on delete cascade,
  owner_id uuid not null,
  address text collate "C" not null constraint ck_contact_addresses_normalised check (address = lower(address) and length(address) <= 255),
  kind text not null default 'WORK' constraint ck_contact_addresses_kind check (kind in ('PRIMARY','WORK','HOME','OTHER')),
  created_at timestamptz not null default now()
);

-- contacts.email has its row in contact_addresses.
create function contacts_keep_primary_address() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'UPDATE' then
    delete from contact_addresses a using oldt o join newt n using (id)
      where a.contact_id = o.id and a.kind = 'PRIMARY'
        and (o.email_lower, o.owner_id, o.is_deleted) is distinct from (n.email_lower, n.owner_id, n.is_deleted);
    update contact_addresses a set owner_id = n.owner_id from newt n join oldt o using (id)
      where a.contact_id = n.id and a.kind <> 'PRIMARY' and n.owner_id <> o.owner_id;
    insert into contact_addresses (id, contact_id, owner_id, address, kind)
      select crm_ext.uuid_v7(), n.id, n.owner_id, n.email_lower, 'PRIMARY' from newt n join oldt o using (id)
      where n.email_lower is not null and not n.is_deleted
        and (o.email_lower, o.owner_id, o.is_deleted) is distinct from (n.email_lower, n.owner_id, n.is_deleted);
  else
    insert into contact_addresses (id, contact_id, owner_id, address, kind)
      select crm_ext.uuid_v7(), id, owner_id, email_lower, 'PRIMARY' from newt where email_lower is not null and not is_deleted;
  end if;
  return null;
end $$;
create trigger contacts_address_ins after insert on contacts referencing new table as newt
  for each statement execute function contacts_keep_primary_address();
create trigger contacts_address_upd after update on contacts referencing old table as oldt new table as newt
  for each statement execute function contacts_keep_primary_address();

-- The owner of an address is its contact's, whoever changes hands meanwhile.
create function contact_addresses_keep_owner() returns trigger language plpgsql security definer set search_path from current as $$
begin
  select owner_id into new.owner_id from contacts where id = new.contact_id for share;
  return new;
end $$;
create trigger contact_addresses_owner before insert on contact_addresses for each row when (new.kind <> 'PRIMARY')
  execute function contact_addresses_keep_owner();
