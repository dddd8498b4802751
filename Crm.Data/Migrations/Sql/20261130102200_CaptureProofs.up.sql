-- What the last comparison of each folder and calendar with the ledger came to.
create table capture_proofs (
  user_id uuid not null references users (id) on delete cascade,
  resource varchar(400) not null,
  proven_at timestamptz not null,
  since timestamptz not null,
  until timestamptz not null,
  item_count integer not null,
  decided_count integer not null,
  missed_count integer not null,
  primary key (user_id, resource)
);

-- A person sees how their own mailbox stands; the capture jobs work as admin.
do $$
declare
  s constant text := current_schema();
  own constant text := format('%I, %I', s || '_own', s || '_read');
  manager constant text := format('%I', s || '_manage');
  admin constant text := format('%I', s || '_admin');
  viewer constant text := format('%I', s || '_viewer');
begin
  alter table capture_proofs enable row level security;
  execute format('create policy user_data_isolation on capture_proofs for select to %s, %s, %s
    using (user_id = (select crm_ext.current_user_id()))', own, manager, viewer);
  execute format('create policy administration on capture_proofs for all to %s using (true) with check (true)', admin);
  execute format('grant select on capture_proofs to %s, %s, %s, %s', own, manager, admin, viewer);
  execute format('grant insert, update, delete on capture_proofs to %s', admin);
end $$;
