-- What each merge of two companies or contacts moved, so that it can be undone.
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

create table contact_merges (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  kept_id uuid not null references contacts (id) on delete cascade,
  merged_id uuid not null references contacts (id) on delete cascade,
  moved jsonb not null,
  merged_at timestamptz not null default now(),
  merged_by uuid not null,
  undone_at timestamptz
);
create index ix_contact_merges_owner on contact_merges (owner_id);
create index ix_contact_merges_kept on contact_merges (kept_id);
create index ix_contact_merges_merged on contact_merges (merged_id);

-- A merge moves what points at the one to the other, also what the person who merges may not see or change (a colleague's mail about the
-- contact), because nothing may point at a deleted record. So these run as the owner of the tables and ask themselves what policies would:
-- a USER moves links between records of their own only.
--   only_   what an undo moves back, of the shape the function gave out; null moves everything

-- Contacts, deals, activities. A company has one primary contact: that of the company that stays.
create function move_company_links(source_ uuid, target_ uuid, only_ jsonb, at_ timestamptz) returns jsonb language plpgsql security definer
  set search_path from current as $$
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
           is_primary = not has_primary and (c.is_primary
             or c.id in (select v::uuid from jsonb_array_elements_text(coalesce(only_ -> 'primaries', '[]')) v))
      from (select id, is_primary from contacts
             where company_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'contacts') v))
               for no key update) o
     where o.id = c.id returning c.id, o.is_primary and not c.is_primary as lost)
  select array_agg(id), array_agg(id) filter (where lost) into contacts_, primaries_ from moved;
  with moved as (
    update deals d set company_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where company_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'deals') v))
       returning id)
  select array_agg(id) into deals_ from moved;
  with moved as (
    update activities a set company_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where company_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'activities') v))
       returning id)
  select array_agg(id) into activities_ from moved;
  return jsonb_build_object(
    'contacts', coalesce(to_jsonb(contacts_), '[]'), 'deals', coalesce(to_jsonb(deals_), '[]'), 'activities',
      coalesce(to_jsonb(activities_), '[]'),
    'primaries', coalesce(to_jsonb(primaries_), '[]'));
end $$;
revoke all on function move_company_links(uuid, uuid, jsonb, timestamptz) from public;

-- Activities, deals, participants.
create function move_contact_links(source_ uuid, target_ uuid, only_ jsonb, at_ timestamptz) returns jsonb language plpgsql security definer
  set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  activities_ uuid[];
  deals_ uuid[];
  participants_ jsonb;
begin
  if current_setting('role') in (current_schema() || '_own', current_schema() || '_read')
     and (select count(*) from contacts where id in (source_, target_) and owner_id = me) <> 2 then
    raise exception 'only the owner of both contacts moves their links' using errcode = '42501';
  end if;
  with moved as (
    update activities a set contact_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where contact_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'activities') v))
       returning id)
  select array_agg(id) into activities_ from moved;
  with moved as (
    update deals d set contact_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where contact_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'deals') v))
       returning id)
  select array_agg(id) into deals_ from moved;
  with moved as (
    update activity_participants p set contact_id = target_
     where contact_id = source_ and (only_ is null or (activity_id, kind, address) in (
             select (v ->> 'activityId')::uuid, v ->> 'kind', v ->> 'address' from jsonb_array_elements(only_ -> 'participants') v))
     returning activity_id, kind, address)
  select jsonb_agg(jsonb_build_object('activityId', activity_id, 'kind', kind, 'address', address)) into participants_ from moved;
  return jsonb_build_object(
    'activities', coalesce(to_jsonb(activities_), '[]'), 'deals', coalesce(to_jsonb(deals_), '[]'), 'participants',
      coalesce(participants_, '[]'));
end $$;
