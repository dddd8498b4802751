-- Under which id a record was known in the system it was imported from, so that the next import of that system finds it again.
-- The owner is part of the key, as with addresses: two reps may import from two accounts of one system (docs/decisions/0002).
create table external_ids (
  source varchar(40) collate "C" not null,
  entity text not null constraint ck_external_ids_entity check (entity in ('company','contact','deal')),
  key varchar(255) collate "C" not null,
  owner_id uuid not null references users (id) on delete restrict,
  record_id uuid not null,
  imported_at timestamptz not null default now(),
  primary key (source, entity, key, owner_id)
);
create index ix_external_ids_record on external_ids (record_id);
create index ix_external_ids_owner on external_ids (owner_id);

do $$
declare
  s constant text := current_schema();
  own constant text := format('%I', s || '_own');
  rd constant text := format('%I', s || '_read');
  mng constant text := format('%I, %I', s || '_manage', s || '_admin');
begin
  alter table external_ids enable row level security;
  execute format('create policy user_data_isolation on external_ids for all to %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', own);
  execute format('create policy everyone_reads on external_ids for select to %s using (true)', rd);
  execute format('create policy own_insert on external_ids for insert to %s with check (owner_id = (select crm_ext.current_user_id()))', rd);
  execute format('create policy own_update on external_ids for update to %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', rd);
  execute format('create policy whole_tenant on external_ids for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, update on external_ids to %s, %s, %s', own, rd, mng);
end $$;
