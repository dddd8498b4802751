-- An activity happened when it is completed: only completed ones are contacts with a record and work done in reports. A meeting takes place
-- when it is due, unless it was completed before; everything else happened when it was completed.
--
-- A task due on a day, an all-day meeting: due_on and occurred_on hold the date itself, the same for readers in every zone. The moments
-- beside them (due_date, occurred_at) hold the place of such a day among moments, 10:00 UTC, where it is that date from UTC-10 to UTC+13:
-- filters, lists and reports go on by the indexes they have (docs/decisions/0020).
create table activities (
  id uuid primary key,
  type text not null constraint ck_activities_type check (type in ('CALL','EMAIL','MEETING','TASK','NOTE','MESSAGE')),
  company_id uuid references companies (id) on delete set null,
  contact_id uuid references contacts (id) on delete set null,
  deal_id uuid references deals (id) on delete set null,
  owner_id uuid references users (id) on delete set null,
  assigned_to_id uuid references users (id) on delete set null,
  -- who besides owner and assignee may read it: the reps from whose mailboxes it was captured as well. It stands here because asking
  -- activity_mailboxes in the policy made every list hash all captured mails of its reader first: 60 to 450 ms at ten million activities
  also_seen_by uuid[],
  subject varchar(255) not null,
  body text,
  direction text constraint ck_activities_direction check (direction in ('INBOUND','OUTBOUND')),
  due_date timestamptz,
  due_on date,
  completed_at timestamptz,
  occurred_at timestamptz not null default now(),
  occurred_on date,
  ends_at timestamptz,
  status text not null default 'PENDING'
    constraint ck_activities_status check (status in ('PENDING','IN_PROGRESS','COMPLETED','CANCELLED')),
  cancel_reason varchar(500), -- why something that was planned will not take place; only what is cancelled has one
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
  deleted_by uuid,
  constraint chk_due_on check (due_on is null or due_date = (due_on + time '10:00') at time zone 'UTC'),
  constraint chk_occurred_on check (occurred_on is null or occurred_at = (occurred_on + time '10:00') at time zone 'UTC')
) with (
  fillfactor = 95, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01,
    autovacuum_analyze_scale_factor = 0.01
);

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

-- From whose mailboxes a mail or meeting was captured, and how it stands in each (docs/decisions/0017): the same mail to two reps is one
-- activity with two rows here.
create table activity_mailboxes (
  activity_id uuid not null references activities (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  graph_id text collate "C" not null,
  folder varchar(400),
  presence text not null default 'PRESENT'
    constraint ck_activity_mailboxes_presence check (presence in ('PRESENT','DECLINED','CANCELLED','PRIVATE','GONE')),
  is_organizer boolean not null default false,
  response text constraint ck_activity_mailboxes_response check (response in ('NONE','ACCEPTED','TENTATIVE','DECLINED')),
  item_mark uuid,
  sent_at timestamptz,
  captured_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  primary key (activity_id, user_id)
);

-- ---- readers: activities.also_seen_by

-- Computed by a statement of its own after their activity was locked, so that it sees what others committed while this one waited: eight
-- mailboxes that captured one mail at once left two or three readers of eight. Who declined, or whose calendar lost it, reads it no longer.
create function keep_readers(activities_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
begin
  perform from activities where id = any (activities_) order by id for no key update;
  update activities a set also_seen_by = x.users
    from (select o.id, (select array_agg(m.user_id order by m.user_id) from activity_mailboxes m
                         where m.activity_id = o.id and m.user_id is distinct from o.owner_id and m.presence not in ('DECLINED','GONE'))
                           as users
            from activities o where o.id = any (activities_)) x
   where a.id = x.id and a.also_seen_by is distinct from x.users;
end $$;
revoke execute on function keep_readers(uuid[]) from public;

create function activities_keep_readers() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform keep_readers((select array_agg(distinct activity_id) from changed));
  return null;
end $$;
create trigger activity_readers_ins after insert on activity_mailboxes referencing new table as changed
  for each statement execute function activities_keep_readers();
create trigger activity_readers_del after delete on activity_mailboxes referencing old table as changed
  for each statement execute function activities_keep_readers();

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

-- Whoever gives an activity away keeps reading what was captured from their own mailbox.
create function activities_keep_former_owner() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.owner_id is distinct from old.owner_id then
    new.also_seen_by := (select array_agg(user_id order by user_id) from activity_mailboxes
                          where activity_id = new.id and user_id is distinct from new.owner_id and presence not in ('DECLINED','GONE'));
  end if;
  return new;
end $$;
create trigger activities_former_owner before update of owner_id on activities for each row execute function activities_keep_former_owner();

-- ---- last activity of company, contact and deal

create function activities_touch_records() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update companies c set last_activity_at = x.at
    from (select company_id as id, max(occurred_at) as at from newt where company_id is not null and not is_deleted
            and status = 'COMPLETED' group by company_id) x
    where c.id = x.id and (c.last_activity_at is null or c.last_activity_at < x.at);
  update contacts c set last_activity_at = x.at
    from (select contact_id as id, max(occurred_at) as at from newt where contact_id is not null and not is_deleted
            and status = 'COMPLETED' group by contact_id) x
    where c.id = x.id and (c.last_activity_at is null or c.last_activity_at < x.at);
  update deals d set last_activity_at = x.at
    from (select deal_id as id, max(occurred_at) as at from newt where deal_id is not null and not is_deleted
            and status = 'COMPLETED' group by deal_id) x
    where d.id = x.id and (d.last_activity_at is null or d.last_activity_at < x.at);
  return null;
end $$;
create trigger activities_touch_ins after insert on activities referencing new table as newt
  for each statement execute function activities_touch_records();

-- Every later change leads to a recount of the records it touches: a move to another record (a merge of contacts and its undo), another
-- day, cancelled, completed, deleted, restored. A record is locked before it is counted, and counted by a statement of its own, which sees
-- what others committed while this one waited: two who write about one contact cannot leave the older moment. The lock also waits for those
-- who are writing an activity of the record just now (their foreign key holds a share of it): a new one that was older than the newest took
-- no lock, and was forgotten when the newest was cancelled in the same moment.
create function touch_again(companies_ uuid[], contacts_ uuid[], deals_ uuid[]) returns void language plpgsql security definer
  set search_path from current as $$
begin
  if companies_ is not null then
    perform from companies where id = any (companies_) order by id for update;
    update companies r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.company_id = k.id and not a.is_deleted and a.status = 'COMPLETED') as at
              from unnest(companies_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
  if contacts_ is not null then
    perform from contacts where id = any (contacts_) order by id for update;
    update contacts r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.contact_id = k.id and not a.is_deleted and a.status = 'COMPLETED') as at
              from unnest(contacts_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
  if deals_ is not null then
    perform from deals where id = any (deals_) order by id for update;
    update deals r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.deal_id = k.id and not a.is_deleted and a.status = 'COMPLETED') as at
              from unnest(deals_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
end $$;
revoke execute on function touch_again(uuid[], uuid[], uuid[]) from public;

create function activities_touch_records_again() returns trigger language plpgsql security definer set search_path from current as $$
declare
  companies_ uuid[];
  contacts_ uuid[];
  deals_ uuid[];
begin
  if tg_op = 'DELETE' then
    select array_agg(distinct company_id) filter (where company_id is not null),
      array_agg(distinct contact_id) filter (where contact_id is not null),
           array_agg(distinct deal_id) filter (where deal_id is not null)
      into companies_, contacts_, deals_ from oldt where not is_deleted;
  else
    select array_agg(distinct x.company_id) filter (where x.company_id is not null),
      array_agg(distinct x.contact_id) filter (where x.contact_id is not null),
           array_agg(distinct x.deal_id) filter (where x.deal_id is not null)
      into companies_, contacts_, deals_
      from oldt o join newt n using (id)
           cross join lateral (values (o.company_id, o.contact_id, o.deal_id), (n.company_id, n.contact_id, n.deal_id)) x
             (company_id, contact_id, deal_id)
     where (o.company_id, o.contact_id, o.deal_id, o.occurred_at, o.is_deleted, o.status)
           is distinct from (n.company_id, n.contact_id, n.deal_id, n.occurred_at, n.is_deleted, n.status);
  end if;
  perform touch_again(companies_, contacts_, deals_);
  return null;
end $$;
create trigger activities_touch_upd after update on activities referencing old table as oldt new table as newt
  for each statement execute function activities_touch_records_again();
create trigger activities_touch_del after delete on activities referencing old table as oldt
  for each statement execute function activities_touch_records_again();
