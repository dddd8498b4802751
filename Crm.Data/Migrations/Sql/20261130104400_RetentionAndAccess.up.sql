-- How long captured items are kept, in days; null: for good. The organisation's alone.
alter table capture_policies add column keep_days integer constraint ck_capture_policies_keep_days check (keep_days between 1 and 36500);

-- Takes activities out as if they had never been read: no bin, no history, no words; the ledger keeps that, and why. It asks nobody's
-- rights: the functions that call it do.
create function take_out(gone uuid[], reason_ text) returns integer language plpgsql security definer set search_path from current as $$
begin
  if gone is null then
    return 0;
  end if;
  update capture_ledger set outcome = 'REMOVED', reason = reason_, decided_at = now() where activity_id = any (gone);
  perform forget_words(gone);
  delete from activities where id = any (gone);
  delete from record_history where entity = 'activity' and record_id = any (gone);
  return cardinality(gone);
end $$;
revoke execute on function take_out(uuid[], text) from public;

create or replace function keep_out(activities_ uuid[], reason_ text) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  anybodys constant boolean := is_administrator();
begin
  return take_out((
    select array_agg(a.id) from activities a
     where a.id = any (activities_) and a.source_key is not null
       and (anybodys or exists (select from activity_mailboxes m where m.activity_id = a.id and m.user_id = me)
            or exists (select from activity_participants p where p.activity_id = a.id and p.user_id = me))), reason_);
end $$;

-- What was captured and happened before then, or how much of it there is; at most so many at once. An administrator's question, and a
-- job's work. What people typed themselves was captured from nowhere, and stays.
create function expire_captured(before_ timestamptz, most integer, really boolean) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  old_ uuid[];
begin
  if not is_administrator() and current_setting('app.door', true) is distinct from 'CAPTURE' then
    return 0;
  end if;
  if not really then
    return (select count(*) from activities where source_key is not null and occurred_at < before_);
  end if;
  select array_agg(id) into old_
    from (select id from activities where source_key is not null and occurred_at < before_ order by occurred_at limit most) o;
  return take_out(old_, 'too-old');
end $$;
revoke execute on function expire_captured(timestamptz, integer, boolean) from public;

-- What the caller's mailbox brought goes with it, or how much that is: {"removed": activities that no other mailbox holds, "left":
-- activities that others hold as well, which lose this mailbox}.
create function leave_capture(really boolean) returns jsonb language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  alone uuid[];
  shared uuid[];
begin
  select array_agg(a.id) filter (where not o.is_held), array_agg(a.id) filter (where o.is_held) into alone, shared
    from activities a join activity_mailboxes m on m.activity_id = a.id and m.user_id = me
         cross join lateral (
           select exists (select from activity_mailboxes c where c.activity_id = a.id and c.user_id <> me) as is_held) o
   where a.source_key is not null;
  if really then
    perform take_out(alone, 'disconnected');
    update capture_ledger set outcome = 'REMOVED', reason = 'disconnected', activity_id = null, decided_at = now()
     where user_id = me and activity_id = any (shared);
    delete from activity_mailboxes where user_id = me and activity_id = any (shared);
    update activities a set version = version + 1, updated_at = now(), updated_by = me, owner_id = (
        select m.user_id from activity_mailboxes m where m.activity_id = a.id
         order by m.presence <> 'PRESENT', m.captured_at, m.user_id limit 1)
     where a.id = any (shared) and a.owner_id = me;
    if shared is not null then
      perform withhold_words(shared, false);
    end if;
  end if;
  return jsonb_build_object('removed', coalesce(cardinality(alone), 0), 'left', coalesce(cardinality(shared), 0));
end $$;
revoke execute on function leave_capture(boolean) from public;

-- Who asked to read the words of an item, and what its mailbox's owner said. A row is never deleted but with its item: it is the record
-- of who read what.
create table word_requests (
  id uuid primary key,
  activity_id uuid not null references activities (id) on delete cascade,
  asked_by uuid not null references users (id) on delete cascade,
  asked_at timestamptz not null default now(),
  state text not null default 'ASKED' constraint ck_word_requests_state check (state in ('ASKED','ALLOWED','DECLINED','TAKEN_BACK')),
  decided_by uuid references users (id) on delete set null,
  decided_at timestamptz,
  told_at timestamptz, -- when the bot told its owners
  held_until timestamptz, -- a host is about to
  constraint ux_word_requests_once unique (activity_id, asked_by)
);
create index ix_word_requests_asked_by on word_requests (asked_by);
create index ix_word_requests_decided_by on word_requests (decided_by) where decided_by is not null;

create or replace function may_read_words(activity_ uuid) returns boolean
  language sql stable security definer set search_path from current as $$
  select current_setting('app.door', true) = 'CAPTURE'
      or exists (select from activity_mailboxes m where m.activity_id = activity_ and m.user_id = crm_ext.current_user_id()
                    and m.presence not in ('DECLINED','GONE'))
      or exists (select from word_requests r where r.activity_id = activity_ and r.state = 'ALLOWED'
                    and r.asked_by = crm_ext.current_user_id())
$$;

-- Whose wish it is that the words are withheld: of several owners those with the strictest.
create function may_show_words(activity_ uuid) returns boolean language sql stable security definer set search_path from current as $$
  select exists (select from activity_mailboxes m join activities a on a.id = m.activity_id
                  where m.activity_id = activity_ and m.user_id = crm_ext.current_user_id() and m.visibility = a.visibility)
$$;
revoke execute on function may_show_words(uuid) from public;

-- Requests that nobody was told of, for those of these people who decide about them; a claim ends by itself. What is older than a day is
-- left to the capture card.
create function take_word_requests(people uuid[], hold interval, most integer) returns table (request_id uuid, user_id uuid)
  language sql security definer set search_path from current as $$
  with taken as (
    update word_requests r set held_until = now() + hold
     where r.id in (
       select q.id from word_requests q
        where q.state = 'ASKED' and q.told_at is null and q.asked_at > now() - interval '1 day'
          and (q.held_until is null or q.held_until < now())
          and exists (select from activity_mailboxes m join activities a on a.id = m.activity_id
                       where m.activity_id = q.activity_id and m.visibility = a.visibility and m.user_id = any (people))
        order by q.asked_at limit most for update skip locked)
    returning r.id, r.activity_id)
  select t.id, m.user_id from taken t join activities a on a.id = t.activity_id
         join activity_mailboxes m on m.activity_id = t.activity_id and m.visibility = a.visibility and m.user_id = any (people)
$$;
revoke execute on function take_word_requests(uuid[], interval, integer) from public;

create function told_word_request(request uuid) returns void language sql security definer set search_path from current as
  $$ update word_requests set told_at = now() where id = request $$;
revoke execute on function told_word_request(uuid) from public;

do $$
declare
  s constant text := current_schema();
  changing constant text := (select string_agg(quote_ident(s || r), ', ') from unnest(array['_own','_read','_manage','_admin']) r);
  every constant text := changing || ', ' || quote_ident(s || '_viewer');
  me constant text := '(select crm_ext.current_user_id())';
begin
  alter table word_requests enable row level security;
  execute format('create policy own_and_asked on word_requests for select to %s
    using (asked_by = %s or may_show_words(activity_id))', every, me);
  execute format('create policy own_insert on word_requests for insert to %s with check (asked_by = %s and state = ''ASKED''
    and exists (select from activities a where a.id = activity_id and a.visibility <> ''FULL''))', changing, me);
  execute format('create policy of_mailbox_owners on word_requests for update to %s
    using (may_show_words(activity_id)) with check (decided_by = %s)', changing, me);
  execute format('grant select on word_requests to %s', every);
  execute format('grant insert, update (state, decided_by, decided_at) on word_requests to %s', changing);
  execute format('grant execute on function may_show_words(uuid) to %s', every);
  execute format('grant execute on function take_word_requests(uuid[], interval, integer), told_word_request(uuid) to %s',
    quote_ident(s || '_admin'));
  execute format('grant execute on function leave_capture(boolean), expire_captured(timestamptz, integer, boolean) to %s', changing);
end $$;
