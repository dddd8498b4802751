-- Which messages of a channel were answered, by a fingerprint of their ids: a host that gets one again, or finds it half done after another
-- host died, knows what to do. Worth an hour, and nothing after a crash of the server: so it is not written to the log, and costs no flush.
create unlogged table crm_control.answers (
  key varchar(100) collate "C" primary key,
  held_until timestamptz not null,
  answered_at timestamptz
);

-- Where the bot may write first: the address of each conversation that it was seen in, and since when it may not write there any more.
create table crm_control.conversation_references (
  tenant_id uuid not null references crm_control.tenants (id) on delete cascade,
  conversation_id text collate "C" not null,
  user_id uuid, -- whose personal chat it is; null for groups and channels
  reference jsonb not null,
  seen_at timestamptz not null,
  dead_at timestamptz,
  dead_because varchar(100),
  primary key (tenant_id, conversation_id)
);
create index ix_conversation_references_person on crm_control.conversation_references (tenant_id, user_id, seen_at desc)
  where user_id is not null and dead_at is null;

-- A task's reminder to a person, once for each time that it is due at.
create table crm_control.reminders (
  tenant_id uuid not null references crm_control.tenants (id) on delete cascade,
  activity_id uuid not null,
  user_id uuid not null,
  due_at timestamptz not null,
  held_until timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, activity_id, user_id, due_at)
);
create index ix_reminders_due on crm_control.reminders (due_at);
grant select, insert, update, delete on crm_control.answers, crm_control.conversation_references, crm_control.reminders to crm_app;
