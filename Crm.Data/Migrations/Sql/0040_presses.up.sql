-- Every change that a person pressed in a card or said in chat. The key makes it happen once however often it arrives; the records are what
-- "undo" puts back. A person's own in every role: nobody takes back what another pressed.
create table presses (
  user_id uuid not null references users (id) on delete cascade,
  key varchar(200) not null,
  verb varchar(100) not null,
  door varchar(20) not null,
  made_at timestamptz not null,
  outcome jsonb,
  records jsonb not null default '[]',
  undone_at timestamptz,
  primary key (user_id, key)
);
create index ix_presses_latest on presses (user_id, made_at desc);

do $$
declare
  s constant text := current_schema();
  every constant text := format('%I, %I, %I, %I', s || '_own', s || '_read', s || '_manage', s || '_admin');
begin
  alter table presses enable row level security;
  execute format('create policy own_presses on presses for all to %s using (user_id = (select crm_ext.current_user_id())) with check (user_id = (select crm_ext.current_user_id()))', every);
  execute format('grant select, insert, update, delete on presses to %s', every);
end $$;
