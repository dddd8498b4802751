-- The command log: every change that a person pressed in a card or said in chat (docs/decisions/0014). The key makes it happen once however
-- often it arrives; the records are what "undo" puts back. A person's own in every role: nobody takes back what another pressed.
create table presses (
  user_id uuid not null references users (id) on delete cascade,
  key varchar(200) not null,
  position bigint generated always as identity, -- all doors in one order
  verb varchar(100) not null,
  door varchar(20) not null,
  made_at timestamptz not null,
  outcome jsonb,
  records jsonb not null default '[]',
  beyond_undo varchar(100), -- why undo cannot take it back, and stops here
  undone_at timestamptz,
  primary key (user_id, key)
);
create index ix_presses_latest on presses (user_id, position desc);
