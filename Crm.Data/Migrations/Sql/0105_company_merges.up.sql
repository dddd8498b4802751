-- What each merge of two companies moved, so that it can be undone.
create table company_merges (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  kept_id uuid not null references companies (id) on delete cascade,
  merged_id uuid not null references companies (id) on delete cascade,
  moved jsonb not null,
  merged_at timestamptz not null default now(),
  merged_by uuid not null,
  undone_at timestamptz
);
create index ix_company_merges_owner on company_merges (owner_id);
create index ix_company_merges_kept on company_merges (kept_id);
create index ix_company_merges_merged on company_merges (merged_id);

-- Domains of a company besides companies.domain: a merge leaves them, so that mail from both finds the one that stays.
create table company_domains (
  company_id uuid not null references companies (id) on delete cascade,
  domain varchar(255) collate "C" not null,
  created_at timestamptz not null default now(),
  primary key (company_id, domain)
);
create index ix_company_domains_domain on company_domains (domain);

do $$
declare
  s constant text := current_schema();
  own constant text := format('%I', s || '_own');
  rd constant text := format('%I', s || '_read');
  mng constant text := format('%I, %I', s || '_manage', s || '_admin');
begin
  alter table company_merges enable row level security;
  execute format('create policy user_data_isolation on company_merges for all to %s, %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', own, rd);
  execute format('create policy whole_tenant on company_merges for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert on company_merges to %s, %s, %s', own, rd, mng);
  execute format('grant update (undone_at) on company_merges to %s, %s, %s', own, rd, mng);

  -- A domain is its company's: whoever sees the company sees it, whoever owns the company writes it.
  alter table company_domains enable row level security;
  execute format('create policy of_visible_company on company_domains for select to %s, %s using (exists (select 1 from companies c where c.id = company_id))', own, rd);
  execute format('create policy own_insert on company_domains for insert to %s, %s with check (exists (select 1 from companies c where c.id = company_id and c.owner_id = (select crm_ext.current_user_id())))', own, rd);
  execute format('create policy own_delete on company_domains for delete to %s, %s using (exists (select 1 from companies c where c.id = company_id and c.owner_id = (select crm_ext.current_user_id())))', own, rd);
  execute format('create policy whole_tenant on company_domains for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, delete on company_domains to %s, %s, %s', own, rd, mng);
end $$;

-- A merge of companies moves what points at the one to the other: contacts, deals, activities, also those that the person who merges may not
-- see or change, because nothing may point at a deleted company. So it runs as the owner of the tables and asks itself what policies would:
-- a USER moves links between companies of their own only. A company has one primary contact: that of the company that stays.
-- only_: what an undo moves back, of the shape this function gave out; null moves everything.
create function move_company_links(source_ uuid, target_ uuid, only_ jsonb, at_ timestamptz) returns jsonb language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  contacts_ uuid[];
  deals_ uuid[];
  activities_ uuid[];
  primaries_ uuid[];
  has_primary boolean;
begin
  if current_setting('role') in (current_schema() || '_own', current_schema() || '_read')
     and (select count(*) from companies where id in (source_, target_) and owner_id = me) <> 2 then
    raise exception 'only the owner of both companies moves their links' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtext(current_schema() || ' primary contact'), hashtext(target_::text));
  has_primary := exists (select 1 from contacts where company_id = target_ and is_primary and not is_deleted);
  with moved as (
    update contacts c set company_id = target_, version = version + 1, updated_at = at_, updated_by = me,
           is_primary = not has_primary and (c.is_primary or c.id in (select v::uuid from jsonb_array_elements_text(coalesce(only_ -> 'primaries', '[]')) v))
      from (select id, is_primary from contacts
             where company_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'contacts') v)) for no key update) o
     where o.id = c.id returning c.id, o.is_primary and not c.is_primary as lost)
  select array_agg(id), array_agg(id) filter (where lost) into contacts_, primaries_ from moved;
  with moved as (
    update deals d set company_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where company_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'deals') v)) returning id)
  select array_agg(id) into deals_ from moved;
  with moved as (
    update activities a set company_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where company_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'activities') v)) returning id)
  select array_agg(id) into activities_ from moved;
  return jsonb_build_object(
    'contacts', coalesce(to_jsonb(contacts_), '[]'), 'deals', coalesce(to_jsonb(deals_), '[]'), 'activities', coalesce(to_jsonb(activities_), '[]'),
    'primaries', coalesce(to_jsonb(primaries_), '[]'));
end $$;
do $$
declare s constant text := current_schema();
begin
  revoke all on function move_company_links(uuid, uuid, jsonb, timestamptz) from public;
  execute format('grant execute on function move_company_links(uuid, uuid, jsonb, timestamptz) to %I, %I, %I, %I', s || '_own', s || '_read', s || '_manage', s || '_admin');
end $$;
