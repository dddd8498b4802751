-- Where the reading of each mail folder's older mail stands. What is new is read by the folder's cursor beside it.
create table capture_backfills (
  user_id uuid not null references users (id) on delete cascade,
  resource varchar(400) not null,
  stage text not null constraint ck_capture_backfills_stage check (stage in ('LISTING','WIDENING','DONE')),
  is_stopped boolean not null default false,
  started_at timestamptz not null,
  read_from timestamptz not null,
  read_before timestamptz not null,
  link text,
  window_start timestamptz not null,
  overlap integer not null default 0,
  read_count integer not null default 0,
  total_count integer,
  worked interval not null default interval '0',
  done_at timestamptz,
  last_run_at timestamptz,
  paused_until timestamptz,
  failures integer not null default 0,
  last_error varchar(200),
  primary key (user_id, resource)
);

-- A person sees how their own mailbox stands, and lets it rest; the capture jobs work as admin.
do $$
declare
  s constant text := current_schema();
  own constant text := format('%I, %I', s || '_own', s || '_read');
  manager constant text := format('%I', s || '_manage');
  admin constant text := format('%I', s || '_admin');
  viewer constant text := format('%I', s || '_viewer');
  me constant text := '(select crm_ext.current_user_id())';
begin
  alter table capture_backfills enable row level security;
  execute format('create policy user_data_isolation on capture_backfills for select to %s, %s, %s
    using (user_id = %s)', own, manager, viewer, me);
  execute format('create policy own_rest on capture_backfills for update to %s, %s
    using (user_id = %s) with check (user_id = %3$s)', own, manager, me);
  execute format('create policy administration on capture_backfills for all to %s using (true) with check (true)', admin);
  execute format('grant select on capture_backfills to %s, %s, %s, %s', own, manager, admin, viewer);
  execute format('grant update (is_stopped) on capture_backfills to %s, %s', own, manager);
  execute format('grant insert, update, delete on capture_backfills to %s', admin);
end $$;
