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
