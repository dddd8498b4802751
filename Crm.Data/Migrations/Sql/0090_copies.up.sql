-- How a mail or meeting stands in each mailbox (docs/decisions/0017). Until now the last mailbox that spoke was right for all: one attendee who declined
-- cancelled the meeting for everybody.
alter table activity_mailboxes
  add column presence text not null default 'PRESENT'
    constraint ck_activity_mailboxes_presence check (presence in ('PRESENT','DECLINED','CANCELLED','PRIVATE','GONE')),
  add column is_organizer boolean not null default false,
  add column response text constraint ck_activity_mailboxes_response check (response in ('NONE','ACCEPTED','TENTATIVE','DECLINED')),
  add column seen_at timestamptz not null default now(),
  add column sent_at timestamptz,
  add column item_mark uuid;

update activity_mailboxes m set is_organizer = true
  from activity_participants p where p.activity_id = m.activity_id and p.kind = 'ORGANIZER' and p.user_id = m.user_id;
update activity_mailboxes m set presence = case l.reason when 'declined' then 'DECLINED' else 'GONE' end
  from capture_ledger l, activities a
 where l.activity_id = m.activity_id and l.user_id = m.user_id and l.graph_id = m.graph_id and l.kind = 'EVENT' and l.outcome = 'REMOVED'
   and a.id = m.activity_id and a.occurred_at > now();

-- One item can show two meetings one after the other: an outsider's invitation with the id of another's meeting takes its place in the calendar.
drop index ux_activity_mailboxes_item;
create index ix_activity_mailboxes_item on activity_mailboxes (user_id, graph_id);

-- Readers are computed by a statement of its own after their activity was locked, so that it sees what others committed while this one waited: eight
-- mailboxes that captured one mail at once left two or three readers of eight. Who declined, or whose calendar lost it, reads it no longer.
create function keep_readers(activities_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
begin
  perform from activities where id = any (activities_) order by id for no key update;
  update activities a set also_seen_by = x.users
    from (select o.id, (select array_agg(m.user_id order by m.user_id) from activity_mailboxes m
                         where m.activity_id = o.id and m.user_id is distinct from o.owner_id and m.presence not in ('DECLINED','GONE')) as users
            from activities o where o.id = any (activities_)) x
   where a.id = x.id and a.also_seen_by is distinct from x.users;
end $$;
revoke execute on function keep_readers(uuid[]) from public;

create or replace function activities_keep_readers() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform keep_readers((select array_agg(distinct activity_id) from changed));
  return null;
end $$;

create function activities_keep_readers_again() returns trigger language plpgsql security definer set search_path from current as $$
declare
  changed_ uuid[];
begin
  select array_agg(distinct n.activity_id) into changed_
    from newt n join oldt o using (activity_id, user_id) where n.presence <> o.presence;
  if changed_ is not null then
    perform keep_readers(changed_);
  end if;
  return null;
end $$;
create trigger activity_readers_upd after update on activity_mailboxes referencing old table as oldt new table as newt
  for each statement execute function activities_keep_readers_again();

create or replace function activities_keep_former_owner() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.owner_id is distinct from old.owner_id then
    new.also_seen_by := (select array_agg(user_id order by user_id) from activity_mailboxes
                          where activity_id = new.id and user_id is distinct from new.owner_id and presence not in ('DECLINED','GONE'));
  end if;
  return new;
end $$;

-- A recount of the last activity waits for those who are writing an activity of the record just now (their foreign key holds a share of it): a new one that was
-- older than the newest took no lock, and was forgotten when the newest was cancelled in the same moment.
do $$ begin
  execute replace(pg_get_functiondef('touch_again'::regproc), 'for no key update', 'for update');
end $$;

-- The owner of an address is its contact's, whoever changes hands meanwhile.
create function contact_addresses_keep_owner() returns trigger language plpgsql security definer set search_path from current as $$
begin
  select owner_id into new.owner_id from contacts where id = new.contact_id for share;
  return new;
end $$;
create trigger contact_addresses_owner before insert on contact_addresses for each row when (new.kind <> 'PRIMARY')
  execute function contact_addresses_keep_owner();

-- A meeting that turned private leaves no words behind, in its history neither. Capture alone may do this; histories stay what nobody can edit.
create function forget_words(activities_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
declare
  words constant text[] := array['subject','body','location','source_link'];
begin
  update record_history set changes = changes - words where entity = 'activity' and record_id = any (activities_) and changes ?| words;
  delete from record_history where entity = 'activity' and record_id = any (activities_) and changes = '{}';
end $$;
revoke execute on function forget_words(uuid[]) from public;
do $$ begin
  execute format('grant execute on function forget_words(uuid[]) to %I', current_schema() || '_admin');
end $$;

-- Folders of a mailbox besides the inbox and the sent items: what is read, and why the others are not.
alter table capture_cursors alter column resource type varchar(400);
alter table activity_mailboxes alter column folder type varchar(400);
create table capture_folders (
  user_id uuid not null references users (id) on delete cascade,
  folder_id varchar(400) collate "C" not null,
  name varchar(255) not null,
  parent_id varchar(400) collate "C",
  well_known varchar(40),
  is_hidden boolean not null default false,
  seen_at timestamptz not null default now(),
  primary key (user_id, folder_id)
);
do $$
declare
  s constant text := current_schema();
begin
  alter table capture_folders enable row level security;
  execute format('create policy user_data_isolation on capture_folders for select to %I, %I, %I using (user_id = (select crm_ext.current_user_id()))', s || '_own', s || '_read', s || '_manage');
  execute format('create policy administration on capture_folders for all to %I using (true) with check (true)', s || '_admin');
  execute format('grant select on capture_folders to %I, %I, %I, %I', s || '_own', s || '_read', s || '_manage', s || '_admin');
  execute format('grant insert, update, delete on capture_folders to %I', s || '_admin');
end $$;
