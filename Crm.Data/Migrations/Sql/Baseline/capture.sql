-- Capture: where each mailbox folder's delta stands, which folders are read, and why each item is or is not in the CRM.
create table capture_cursors (
  user_id uuid not null references users (id) on delete cascade,
  resource varchar(400) not null,
  delta_link text,
  window_start timestamptz,
  window_end timestamptz,
  last_run_at timestamptz,
  paused_until timestamptz,
  failures integer not null default 0,
  last_error varchar(200),
  primary key (user_id, resource)
);

-- Folders of a mailbox besides the inbox and the sent items: what is read, and why the others are not.
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
create index ix_capture_ledger_activity on capture_ledger (activity_id) where activity_id is not null;
create index ix_capture_ledger_source on capture_ledger (user_id, source_key) where source_key is not null;

-- ---- a meeting that turned private leaves no words behind

-- What a press answered is kept for a month, so that a second delivery of it is answered again: subject, text and place of the meetings
-- that it was about stand there, and in what was said to find them. What a meeting that turned private must not say is said nowhere; who
-- pressed, what and when stays, so that a press still happens once.
create function without_words(answer jsonb, activities_ uuid[]) returns jsonb language plpgsql immutable set search_path from current as $$
declare
  is_private constant boolean := jsonb_typeof(answer) = 'object' and answer ->> 'id' = any (activities_::text[]);
begin
  if jsonb_typeof(answer) = 'object' then
    return (select coalesce(jsonb_object_agg(m.key, case
              when m.key = 'named' or (is_private and m.key in ('body','location','detail')) then 'null'::jsonb
              when is_private and m.key in ('subject','name','title') then '"Private meeting"'::jsonb
              else without_words(m.value, activities_) end), '{}')
              from jsonb_each(answer) m);
  elsif jsonb_typeof(answer) = 'array' then
    return (select coalesce(jsonb_agg(without_words(e.value, activities_) order by e.ordinality), '[]')
      from jsonb_array_elements(answer) with ordinality e);
  end if;
  return answer;
end $$;
revoke execute on function without_words(jsonb, uuid[]) from public;

-- Neither in its history, which nobody can edit otherwise. Capture alone may do this.
create function forget_words(activities_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
declare
  words constant text[] := array['subject','body','location','source_link'];
begin
  update record_history set changes = changes - words where entity = 'activity' and record_id = any (activities_) and changes ?| words;
  delete from record_history where entity = 'activity' and record_id = any (activities_) and changes = '{}';
  update presses p set outcome = without_words(p.outcome, activities_)
   where exists (select from unnest(activities_) a where strpos(p.outcome::text, a::text) > 0);
end $$;
revoke execute on function forget_words(uuid[]) from public;
