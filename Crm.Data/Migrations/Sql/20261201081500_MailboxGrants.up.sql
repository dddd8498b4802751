-- What the host keeps so that it can go on reading a person's mailbox in their name: encrypted, with keys that are not in this schema.
create table mailbox_grants (
  user_id uuid primary key references users (id) on delete cascade,
  tokens bytea, -- null: disconnected, or of no use any more
  lapsed_as varchar(40), -- why
  consented_at timestamptz not null default now(), -- when the person last passed their consent on
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint ck_mailbox_grants_lapsed check ((tokens is null) = (lapsed_as is not null))
);

-- An account that ends leaves nothing behind by which its mailbox could be read.
create function forget_grant() returns trigger language plpgsql security definer set search_path from current as $$
begin
  delete from mailbox_grants where user_id = new.id;
  return null;
end $$;
revoke execute on function forget_grant() from public;
create trigger users_forget_grant after update of is_active, is_deleted on users
  for each row when (not new.is_active or new.is_deleted) execute function forget_grant();

-- Nobody but the person themselves, administrators included; capture reads each mailbox as its owner.
do $$
declare
  s constant text := current_schema();
  changing constant text := (select string_agg(quote_ident(s || r), ', ') from unnest(array['_own','_read','_manage','_admin']) r);
  viewer constant text := quote_ident(s || '_viewer');
  mine constant text := 'user_id = (select crm_ext.current_user_id())';
begin
  alter table mailbox_grants enable row level security;
  execute format('create policy own_grant on mailbox_grants for all to %s using (%s) with check (%s)', changing, mine, mine);
  execute format('create policy own_grant_read on mailbox_grants for select to %s using (%s)', viewer, mine);
  execute format('grant select, insert, update on mailbox_grants to %s', changing);
  execute format('grant select on mailbox_grants to %s', viewer);
end $$;
