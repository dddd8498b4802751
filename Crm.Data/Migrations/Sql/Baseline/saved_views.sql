-- Lists that somebody saved, with their conditions and order.
create table saved_views (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete cascade,
  entity text not null constraint ck_saved_views_entity check (entity in ('company','contact','deal','activity')),
  name varchar(100) not null,
  filter text not null default '',
  sort text not null default '',
  scope text not null default 'PRIVATE' constraint ck_saved_views_scope check (scope in ('PRIVATE','SHARED','TEAM_DEFAULT')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
);
create index ix_saved_views_owner on saved_views (owner_id, entity);
