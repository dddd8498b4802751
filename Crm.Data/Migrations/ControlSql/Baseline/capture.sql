-- Graph tells us a subscription id and little else: these find the tenant and the mailbox.
create table crm_control.graph_subscriptions (
  subscription_id text collate "C" primary key,
  tenant_id uuid not null references crm_control.tenants (id) on delete cascade,
  user_id uuid not null,
  mailbox_oid uuid not null,
  resource varchar(100) not null,
  client_state varchar(128) not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint ux_graph_subscriptions_mailbox unique (tenant_id, user_id, resource)
);
create table crm_control.graph_notifications (
  id uuid primary key,
  subscription_id text collate "C" not null,
  tenant_id uuid not null references crm_control.tenants (id) on delete cascade,
  user_id uuid not null,
  resource varchar(100) not null,
  kind varchar(40) not null,
  item_id text collate "C",
  received_at timestamptz not null default now(),
  handled_at timestamptz
);
create index ix_graph_notifications_waiting on crm_control.graph_notifications (tenant_id, user_id, resource) where handled_at is null;
create index ix_graph_notifications_received on crm_control.graph_notifications (received_at);

-- Which mailbox folders wait for a run or have one: many requests are one run.
create table crm_control.capture_runs (
  tenant_id uuid not null references crm_control.tenants (id) on delete cascade,
  user_id uuid not null,
  resource text collate "C" not null,
  due_at timestamptz not null,
  begun_at timestamptz,
  primary key (tenant_id, user_id, resource)
);
grant select, insert, update, delete on crm_control.graph_subscriptions, crm_control.graph_notifications,
  crm_control.capture_runs to crm_app;
