-- Capture: what the organisation and each person decided about it. A layer says only what it changes; what it leaves open, the host's
-- settings (section Capture) say. A person's layer can make theirs stricter than the organisation's, never looser.
create table capture_policies (
  id uuid primary key,
  user_id uuid references users (id) on delete cascade, -- null: the organisation's
  mode text constraint ck_capture_policies_mode check (mode in ('OFF','MANUAL','CHOSEN','ON')),
  body text constraint ck_capture_policies_body check (body in ('NONE','PREVIEW','FULL')),
  bulk_mail text constraint ck_capture_policies_bulk check (bulk_mail in ('SKIP','LOG')),
  private_meetings text constraint ck_capture_policies_private check (private_meetings in ('SKIP','LOG')),
  never_log text[] not null default '{}',
  internal_domains text[] not null default '{}',
  private_categories text[] not null default '{}',
  chosen text[] not null default '{}', -- categories and folders, by the names people gave them
  leave_out_folders text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint ux_capture_policies_user unique nulls not distinct (user_id)
);

-- What a change of policy did to what was captured before.
create table capture_receipts (
  id uuid primary key,
  user_id uuid references users (id) on delete cascade, -- whose policy; null: the organisation's
  changed_by uuid,
  changed_at timestamptz not null default now(),
  is_retroactive boolean not null,
  removed integer not null,
  read_again integer not null
);
create index ix_capture_receipts_user on capture_receipts (user_id, changed_at desc);

-- Whose mail it was that nobody knew: marks of addresses and domains (person_mark), no address. Who becomes a contact is found by them.
alter table capture_ledger
  add column people uuid[],
  add column read_again_at timestamptz; -- to be looked at again: the policy changed, or somebody on it became known

alter table tenant_settings add column capture_salt uuid not null default gen_random_uuid();

-- A mark tells nobody whose it is who has not the salt; with it, whether a given address is meant can be tried.
create function person_mark(value text) returns uuid language sql stable security definer set search_path from current as
  $$ select md5(capture_salt::text || ' ' || lower(value))::uuid from tenant_settings $$;
revoke execute on function person_mark(text) from public;

-- Looks again at what was skipped because nobody on it was known, now that somebody may be.
create function read_again_known(names text[]) returns void language plpgsql security definer set search_path from current as $$
declare
  marks constant uuid[] := (select array_agg(person_mark(n)) from unnest(names) n);
begin
  if marks is not null then
    update capture_ledger set read_again_at = now() where people && marks and outcome = 'SKIPPED' and reason = 'nobody-known';
  end if;
end $$;
revoke execute on function read_again_known(text[]) from public;

create function read_again_after_new_names() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_table_name = 'contact_addresses' then
    perform read_again_known((select array_agg(distinct address) from changed));
  else
    perform read_again_known((select array_agg(distinct domain) from changed where domain is not null));
  end if;
  return null;
end $$;
create trigger contact_addresses_read_again after insert on contact_addresses referencing new table as changed
  for each statement execute function read_again_after_new_names();
create trigger company_domains_read_again after insert on company_domains referencing new table as changed
  for each statement execute function read_again_after_new_names();
create trigger companies_read_again after insert on companies referencing new table as changed
  for each statement execute function read_again_after_new_names();

create function read_again_after_change() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_table_name = 'companies' then
    perform read_again_known(array[new.domain]);
  else
    perform read_again_known((select array_agg(address) from contact_addresses where contact_id = new.id));
  end if;
  return null;
end $$;
create trigger companies_read_again_upd after update of domain, is_deleted on companies for each row
  when (new.domain is not null and not new.is_deleted and (new.domain is distinct from old.domain or old.is_deleted))
  execute function read_again_after_change();
create trigger contacts_read_again_upd after update of is_deleted on contacts for each row
  when (old.is_deleted and not new.is_deleted) execute function read_again_after_change();

-- ---- what a change of policy does to what is there. Both run as the tables' owner, and look who asks.

create function is_administrator() returns boolean language sql stable security definer set search_path from current as
  $$ select exists (select from users where id = crm_ext.current_user_id() and role = 'ADMIN' and not is_deleted) $$;
revoke execute on function is_administrator() from public;

-- Takes captured activities out as if they had never been read: no bin, no history, no words. An administrator those of all mailboxes, a
-- person those on which they are, or that their own mailbox showed. The ledger keeps that, and why.
create function keep_out(activities_ uuid[], reason_ text) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  anybodys constant boolean := is_administrator();
  gone uuid[];
begin
  select array_agg(a.id) into gone from activities a
   where a.id = any (activities_) and a.source_key is not null
     and (anybodys or exists (select from activity_mailboxes m where m.activity_id = a.id and m.user_id = me)
          or exists (select from activity_participants p where p.activity_id = a.id and p.user_id = me));
  if gone is null then
    return 0;
  end if;
  update capture_ledger set outcome = 'REMOVED', reason = reason_, decided_at = now() where activity_id = any (gone);
  perform forget_words(gone);
  delete from activities where id = any (gone);
  delete from record_history where entity = 'activity' and record_id = any (gone);
  return cardinality(gone);
end $$;
revoke execute on function keep_out(uuid[], text) from public;

-- Returns how many of the person's own. What a person's entry kept out of colleagues' mailboxes is looked at again as well, without
-- a word about it.
create function read_again(user_ uuid, reasons_ text[]) returns integer language plpgsql security definer set search_path from current as $$
declare
  marked integer;
begin
  if user_ is distinct from crm_ext.current_user_id() and not is_administrator() then
    return 0;
  end if;
  with looked as (
    update capture_ledger set read_again_at = now()
     where (user_ is null or user_id = user_ or reason = 'never-log') and reason = any (reasons_) and outcome in ('SKIPPED','REMOVED')
    returning user_id)
  select count(*) filter (where user_ is null or user_id = user_) into marked from looked;
  return marked;
end $$;
revoke execute on function read_again(uuid, text[]) from public;

do $$
declare
  s constant text := current_schema();
  changing constant text := (select string_agg(quote_ident(s || r), ', ') from unnest(array['_own','_read','_manage','_admin']) r);
  every constant text := changing || ', ' || quote_ident(s || '_viewer');
  admin constant text := quote_ident(s || '_admin');
  me constant text := '(select crm_ext.current_user_id())';
begin
  alter table capture_policies enable row level security;
  execute format('create policy own_and_organisation on capture_policies for select to %s
    using (user_id is null or user_id = %s)', every, me);
  execute format('create policy own_insert on capture_policies for insert to %s with check (user_id = %s)', changing, me);
  execute format('create policy own_update on capture_policies for update to %s
    using (user_id = %s) with check (user_id = %2$s)', changing, me);
  execute format('create policy administration on capture_policies for all to %s using (true) with check (true)', admin);
  execute format('grant select on capture_policies to %s', every);
  execute format('grant insert, update on capture_policies to %s', changing);
  execute format('grant delete on capture_policies to %s', admin);

  alter table capture_receipts enable row level security;
  execute format('create policy own_and_organisation on capture_receipts for select to %s
    using (user_id is null or user_id = %s)', every, me);
  execute format('create policy own_insert on capture_receipts for insert to %s
    with check (user_id = %s and changed_by = %2$s)', changing, me);
  execute format('create policy administration on capture_receipts for all to %s using (true) with check (true)', admin);
  execute format('grant select on capture_receipts to %s', every);
  execute format('grant insert on capture_receipts to %s', changing);

  execute format('grant execute on function keep_out(uuid[], text), read_again(uuid, text[]) to %s', changing);
  execute format('grant execute on function person_mark(text) to %s', admin);
end $$;
