-- What each merge of two contacts moved, so that it can be undone.
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

do $$
declare
  s constant text := current_schema();
  own constant text := format('%I, %I', s || '_own', s || '_read');
  mng constant text := format('%I, %I', s || '_manage', s || '_admin');
begin
  alter table contact_merges enable row level security;
  execute format('create policy user_data_isolation on contact_merges for all to %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', own);
  execute format('create policy whole_tenant on contact_merges for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert on contact_merges to %s, %s', own, mng);
  execute format('grant update (undone_at) on contact_merges to %s, %s', own, mng);
end $$;
