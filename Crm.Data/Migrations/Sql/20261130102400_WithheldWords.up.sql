-- Who may read what of captured items (docs/decisions/0033). What not everybody may read stands in no column that everybody reads: it is
-- moved to withheld_words, and a neutral sentence stands in its place. The mailboxes' owners read it there, and whom they gave access.
alter table capture_policies add column visibility text
  constraint ck_capture_policies_visibility check (visibility in ('CONTACT_HAPPENED','METADATA','SUBJECT','FULL'));

-- What each mailbox's owner lets others read of its copy; the strictest of them counts.
alter table activity_mailboxes add column visibility text not null default 'FULL'
  constraint ck_activity_mailboxes_visibility check (visibility in ('CONTACT_HAPPENED','METADATA','SUBJECT','FULL'));
alter table activities add column visibility text not null default 'FULL'
  constraint ck_activities_visibility check (visibility in ('CONTACT_HAPPENED','METADATA','SUBJECT','FULL'));
-- Rows that tell who it was and when: of these only the day is told.
alter table activity_participants add column is_withheld boolean not null default false;
alter table activity_mailboxes add column is_withheld boolean not null default false;
alter table capture_receipts add column hidden integer not null default 0, add column shown integer not null default 0;

create table withheld_words (
  activity_id uuid primary key references activities (id) on delete cascade,
  subject varchar(255),
  body text,
  location varchar(500),
  source_link varchar(2000),
  direction text constraint ck_withheld_words_direction check (direction in ('INBOUND','OUTBOUND')),
  occurred_at timestamptz,
  occurred_on date,
  ends_at timestamptz,
  duration_minutes integer
);

create function visibility_rank(level text) returns integer language sql immutable set search_path from current as
  $$ select array_position(array['CONTACT_HAPPENED','METADATA','SUBJECT','FULL'], level) $$;

-- Owners of mailboxes that hold the item, and capture itself, which keeps what it reads. A role is none of them: neither is an
-- administrator.
create function may_read_words(activity_ uuid) returns boolean language sql stable security definer set search_path from current as $$
  select current_setting('app.door', true) = 'CAPTURE'
      or exists (select from activity_mailboxes m where m.activity_id = activity_ and m.user_id = crm_ext.current_user_id()
                    and m.presence not in ('DECLINED','GONE'))
$$;
revoke execute on function may_read_words(uuid) from public;

-- Where a moment of which the day alone is told stands among moments: as days without an hour do (docs/decisions/0020).
create function day_place(day date) returns timestamptz language sql immutable set search_path from current as
  $$ select (day + time '10:00') at time zone 'UTC' $$;

-- What history and the answers of presses hold of words that not everybody may read any more.
create function forget_withheld(activities_ uuid[], words text[]) returns void
  language plpgsql security definer set search_path from current as $$
begin
  update record_history set changes = changes - words
   where entity = 'activity' and record_id = any (activities_) and changes ?| words;
  delete from record_history where entity = 'activity' and record_id = any (activities_) and changes = '{}';
end $$;
revoke execute on function forget_withheld(uuid[], text[]) from public;

-- Puts every word of these activities where the strictest of their mailboxes' owners has it, to and fro. What stands in the activity
-- itself was written since, by capture or by a person, and is newer than what was withheld before. It is nobody's save: it raises no
-- version.
create function withhold_words(activities_ uuid[], are_new boolean) returns void
  language plpgsql security definer set search_path from current as $$
declare
  happened uuid[];
  metadata uuid[];
  subjects uuid[];
begin
  perform from activities where id = any (activities_) order by id for no key update;
  with kept as materialized (
    select a.id, a.visibility as was, n.neutral, d.is_day, a.completed_at,
           (select (array['CONTACT_HAPPENED','METADATA','SUBJECT','FULL'])[min(visibility_rank(m.visibility))]
              from activity_mailboxes m where m.activity_id = a.id) as becomes,
           case when w.subject is not null and a.subject = n.neutral then w.subject else a.subject end as subject,
           case when a.body <> w.body then w.body || e'\n\n' || a.body else coalesce(a.body, w.body) end as body,
           coalesce(a.location, w.location) as location,
           coalesce(a.source_link, w.source_link) as source_link,
           coalesce(a.direction, w.direction) as direction,
           case when d.is_day then w.occurred_at else a.occurred_at end as occurred_at,
           case when d.is_day then w.occurred_on else a.occurred_on end as occurred_on,
           case when d.is_day then w.ends_at else a.ends_at end as ends_at,
           case when d.is_day then w.duration_minutes else a.duration_minutes end as duration_minutes
      from activities a
           left join withheld_words w on w.activity_id = a.id
           cross join lateral (select case a.type when 'MEETING' then 'Meeting' else 'E-mail' end as neutral) n
           cross join lateral (select w.occurred_at is not null and a.ends_at is null and a.occurred_on is not null
                                  and a.occurred_on = coalesce(w.occurred_on, (w.occurred_at at time zone 'UTC')::date) as is_day) d
     where a.id = any (activities_) and a.source_key is not null
       and not (w.activity_id is null and a.body is null and a.location is null and a.subject in ('Private meeting', 'Erased person'))),
  item as materialized (
    select k.*, k.becomes = 'CONTACT_HAPPENED' as days_only, k.becomes in ('CONTACT_HAPPENED','METADATA') as is_nameless,
           k.becomes = 'FULL' as is_open, coalesce(k.occurred_on, (k.occurred_at at time zone 'UTC')::date) as day
      from kept k where k.becomes is not null),
  changed as (
    update activities a
       set visibility = i.becomes,
           subject = case when i.is_nameless then i.neutral else i.subject end,
           body = case when i.is_open then i.body end,
           location = case when i.is_open then i.location end,
           source_link = case when i.is_open then i.source_link end,
           direction = case when not i.days_only then i.direction end,
           occurred_at = case when i.days_only then day_place(i.day) else i.occurred_at end,
           occurred_on = case when i.days_only then i.day else i.occurred_on end,
           ends_at = case when not i.days_only then i.ends_at end,
           duration_minutes = case when not i.days_only then i.duration_minutes end,
           completed_at = case when i.completed_at is null then null when i.days_only then day_place(i.day)
                               when i.is_day then i.occurred_at else i.completed_at end
      from item i where a.id = i.id),
  withheld as (
    insert into withheld_words (activity_id, subject, body, location,
      source_link, direction, occurred_at, occurred_on, ends_at, duration_minutes)
    select i.id, case when i.is_nameless then i.subject end, i.body, i.location, i.source_link, case when i.days_only then i.direction end,
           case when i.days_only then i.occurred_at end, case when i.days_only then i.occurred_on end,
           case when i.days_only then i.ends_at end,
           case when i.days_only then i.duration_minutes end
      from item i where not i.is_open
    on conflict (activity_id) do update set subject = excluded.subject, body = excluded.body, location = excluded.location,
      source_link = excluded.source_link, direction = excluded.direction, occurred_at = excluded.occurred_at,
      occurred_on = excluded.occurred_on,
      ends_at = excluded.ends_at, duration_minutes = excluded.duration_minutes),
  opened as (delete from withheld_words w using item i where w.activity_id = i.id and i.is_open),
  copies as (
    update activity_mailboxes m set is_withheld = i.days_only from item i where m.activity_id = i.id and m.is_withheld <> i.days_only),
  people as (
    update activity_participants p set is_withheld = i.days_only from item i where p.activity_id = i.id and p.is_withheld <> i.days_only)
  select array_agg(id) filter (where strictest = 1), array_agg(id) filter (where strictest = 2), array_agg(id) filter (where strictest = 3)
    into happened, metadata, subjects
    from (select id, least(visibility_rank(was), visibility_rank(becomes)) as strictest from item) x;

  perform forget_withheld(happened, array['subject','body','location','source_link','visibility','direction','occurred_at',
    'occurred_on','ends_at',
    'duration_minutes','completed_at']);
  perform forget_withheld(metadata, array['subject','body','location','source_link','visibility']);
  perform forget_withheld(subjects, array['body','location','source_link','visibility']);
  if not are_new then
    update presses p set outcome = without_words(p.outcome, happened || metadata || subjects)
     where exists (select from unnest(happened || metadata || subjects) a where strpos(p.outcome::text, a::text) > 0);
  end if;
end $$;
revoke execute on function withhold_words(uuid[], boolean) from public;

-- What these people let others read of all that their mailboxes brought, or how much that would change: {"hidden": activities of which
-- less can be read, "shown": of which more}. An administrator for everybody, a person for themselves.
create function show_captured(users_ uuid[], levels_ text[], except_ uuid[], really boolean) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  hidden_ integer;
  shown_ integer;
  changed_ uuid[];
begin
  if users_ is distinct from array[crm_ext.current_user_id()] and not is_administrator() then
    return '{"hidden": 0, "shown": 0}';
  end if;
  with wish as (select * from unnest(users_, levels_) w (user_id, visibility)),
  item as (
    select m.activity_id, min(visibility_rank(m.visibility)) as was, min(visibility_rank(coalesce(w.visibility, m.visibility))) as becomes
      from activity_mailboxes m left join wish w using (user_id)
     where m.activity_id <> all (except_)
       and m.activity_id in (select c.activity_id from activity_mailboxes c join wish using (user_id) where c.visibility <> wish.visibility)
     group by m.activity_id)
  select count(*) filter (where becomes < was), count(*) filter (where becomes > was), array_agg(activity_id) filter (where becomes <> was)
    into hidden_, shown_, changed_ from item;
  if really then
    update activity_mailboxes m set visibility = w.visibility
      from unnest(users_, levels_) w (user_id, visibility) where m.user_id = w.user_id and m.visibility <> w.visibility;
    if changed_ is not null then
      perform withhold_words(changed_, false);
    end if;
  end if;
  return jsonb_build_object('hidden', hidden_, 'shown', shown_);
end $$;
revoke execute on function show_captured(uuid[], text[], uuid[], boolean) from public;

-- Words that are forgotten are withheld no longer: they are gone.
create or replace function forget_words(activities_ uuid[]) returns void
  language plpgsql security definer set search_path from current as $$
declare
  words constant text[] := array['subject','body','location','source_link'];
begin
  delete from withheld_words where activity_id = any (activities_);
  update record_history set changes = changes - words where entity = 'activity' and record_id = any (activities_) and changes ?| words;
  delete from record_history where entity = 'activity' and record_id = any (activities_) and changes = '{}';
  update presses p set outcome = without_words(p.outcome, activities_)
   where exists (select from unnest(activities_) a where strpos(p.outcome::text, a::text) > 0);
end $$;

-- Everybody on the captured items on which one of the patterns is; of a person, on those that concern them. A policy is worked out with
-- it, also by whom these people are not shown to. It is a step of a change, and volatile, so that nobody who looks only is given it.
create function captured_people(user_ uuid, patterns text[]) returns table (activity_id uuid, address text, user_id uuid)
  language sql volatile security definer set search_path from current as $$
  select p.activity_id, p.address, p.user_id from activity_participants p
   where (user_ = crm_ext.current_user_id() or is_administrator())
     and p.activity_id in (
       select a.id from activities a join activity_participants o on o.activity_id = a.id
        where a.source_key is not null and o.address like any (patterns)
          and (user_ is null or exists (select from activity_mailboxes m where m.activity_id = a.id and m.user_id = user_)
               or exists (select from activity_participants u where u.activity_id = a.id and u.user_id = user_)))
$$;
revoke execute on function captured_people(uuid, text[]) from public;

-- No USER says what others read, but by their policy.
create trigger activities_visibility_ins before insert on activities for each row when (new.visibility <> 'FULL')
  execute function refuse_kept_columns('what capture keeps');
create trigger activities_visibility_upd before update of visibility on activities for each row when (old.visibility <> new.visibility)
  execute function refuse_kept_columns('what capture keeps');

do $$
declare
  s constant text := current_schema();
  changing constant text := (select string_agg(quote_ident(s || r), ', ') from unnest(array['_own','_read','_manage','_admin']) r);
  every constant text := changing || ', ' || quote_ident(s || '_viewer');
begin
  alter table withheld_words enable row level security;
  execute format('create policy of_mailbox_owners on withheld_words for select to %s using (may_read_words(activity_id))', every);
  execute format('grant select on withheld_words to %s', every);
  execute format('create policy withheld on activity_participants as restrictive for select to %s
    using (case when is_withheld then may_read_words(activity_id) else true end)', every);
  execute format('create policy withheld on activity_mailboxes as restrictive for select to %s
    using (case when is_withheld then user_id = (select crm_ext.current_user_id()) or may_read_words(activity_id) else true end)', every);
  execute format('grant execute on function may_read_words(uuid) to %s', every);
  execute format('grant execute on function show_captured(uuid[], text[], uuid[], boolean), captured_people(uuid, text[]) to %s', changing);
  execute format('grant execute on function withhold_words(uuid[], boolean) to %s', quote_ident(s || '_admin'));
end $$;
