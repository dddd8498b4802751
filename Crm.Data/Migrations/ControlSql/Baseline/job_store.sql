-- Hangfire's job store as version 23 of Hangfire.PostgreSql's own scripts leaves it, for all hosts and tenants together: jobs carry ids and
-- are no tenant's records. A test compares it with what the package itself would make. The application may use it and owns nothing of it.
create schema hangfire;
create table hangfire.schema (version integer primary key);
insert into hangfire.schema values (23);

create table hangfire.job (
  id bigserial primary key,
  stateid bigint,
  statename text,
  invocationdata jsonb not null,
  arguments jsonb not null,
  createdat timestamptz not null,
  expireat timestamptz,
  updatecount integer not null default 0
);
create index ix_hangfire_job_expireat on hangfire.job (expireat);
create index ix_hangfire_job_statename on hangfire.job (statename);
create index ix_hangfire_job_statename_is_not_null on hangfire.job (statename) include (id) where statename is not null;

create table hangfire.state (
  id bigserial primary key,
  jobid bigint not null references hangfire.job (id) on update cascade on delete cascade,
  name text not null,
  reason text,
  createdat timestamptz not null,
  data jsonb,
  updatecount integer not null default 0
);
create index ix_hangfire_state_jobid on hangfire.state (jobid);

create table hangfire.jobparameter (
  id bigserial primary key,
  jobid bigint not null references hangfire.job (id) on update cascade on delete cascade,
  name text not null,
  value text,
  updatecount integer not null default 0
);
create index ix_hangfire_jobparameter_jobidandname on hangfire.jobparameter (jobid, name);

create table hangfire.jobqueue (
  id bigserial primary key,
  jobid bigint not null,
  queue text not null,
  fetchedat timestamptz,
  updatecount integer not null default 0
);
create index ix_hangfire_jobqueue_fetchedat_queue_jobid on hangfire.jobqueue (fetchedat nulls first, queue, jobid);
create index ix_hangfire_jobqueue_jobidandqueue on hangfire.jobqueue (jobid, queue);
create index ix_hangfire_jobqueue_queueandfetchedat on hangfire.jobqueue (queue, fetchedat);

create table hangfire.server (
  id text primary key,
  data jsonb,
  lastheartbeat timestamptz not null,
  updatecount integer not null default 0
);

create table hangfire.lock (
  resource text not null unique,
  updatecount integer not null default 0,
  acquired timestamptz
);
alter table hangfire.lock replica identity using index lock_resource_key;

create table hangfire.counter (id bigserial primary key, key text not null, value bigint not null, expireat timestamptz);
create index ix_hangfire_counter_expireat on hangfire.counter (expireat);
create index ix_hangfire_counter_key on hangfire.counter (key);
create table hangfire.aggregatedcounter (id bigserial primary key, key text not null unique, value bigint not null, expireat timestamptz);

create table hangfire.hash (
  id bigserial primary key,
  key text not null,
  field text not null,
  value text,
  expireat timestamptz,
  updatecount integer not null default 0,
  unique (key, field)
);
create index ix_hangfire_hash_expireat on hangfire.hash (expireat);

create table hangfire.list (id bigserial primary key, key text not null, value text, expireat timestamptz,
  updatecount integer not null default 0);
create index ix_hangfire_list_expireat on hangfire.list (expireat);

create table hangfire.set (
  id bigserial primary key,
  key text not null,
  score double precision not null,
  value text not null,
  expireat timestamptz,
  updatecount integer not null default 0,
  unique (key, value)
);
create index ix_hangfire_set_expireat on hangfire.set (expireat);
create index ix_hangfire_set_key_score on hangfire.set (key, score);

grant usage on schema hangfire to crm_app;
grant select, insert, update, delete on all tables in schema hangfire to crm_app;
grant usage on all sequences in schema hangfire to crm_app;
