-- People whose mailboxes have one policy in common; everybody is in one team at most.
create table teams (
  id uuid primary key,
  name text not null constraint ck_teams_name check (length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
create unique index ux_teams_name on teams (crm_ext.fold(name));

create table team_members (
  user_id uuid primary key references users (id) on delete cascade,
  team_id uuid not null references teams (id) on delete cascade
);
create index ix_team_members_team on team_members (team_id);

-- As capture_policies, of teams. A table of its own: hosts from before take a layer without a person for the organisation's.
create table team_policies (
  team_id uuid primary key references teams (id) on delete cascade,
  mode text constraint ck_team_policies_mode check (mode in ('OFF','MANUAL','CHOSEN','ON')),
  body text constraint ck_team_policies_body check (body in ('NONE','PREVIEW','FULL')),
  visibility text constraint ck_team_policies_visibility check (visibility in ('CONTACT_HAPPENED','METADATA','SUBJECT','FULL')),
  keep_days integer constraint ck_team_policies_keep check (keep_days is null), -- the organisation's alone
  bulk_mail text constraint ck_team_policies_bulk check (bulk_mail in ('SKIP','LOG')),
  private_meetings text constraint ck_team_policies_private check (private_meetings in ('SKIP','LOG')),
  new_contacts text constraint ck_team_policies_new_contacts check (new_contacts in ('NEVER','WHEN_WE_WROTE_FIRST','ALWAYS')),
  never_log text[] not null default '{}',
  internal_domains text[] not null default '{}',
  private_categories text[] not null default '{}',
  chosen text[] not null default '{}',
  leave_out_folders text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);

-- Whose policy was changed; without a reference, because a receipt outlives its team.
alter table capture_receipts add column team_id uuid;

do $$
declare
  s constant text := current_schema();
  every constant text :=
    (select string_agg(quote_ident(s || r), ', ') from unnest(array['_own','_read','_manage','_admin','_viewer']) r);
  admin constant text := quote_ident(s || '_admin');
  t text;
begin
  foreach t in array array['teams','team_members','team_policies'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy everyone_reads on %I for select to %s using (true)', t, every);
    execute format('create policy administration on %I for all to %s using (true) with check (true)', t, admin);
    execute format('grant select on %I to %s', t, every);
    execute format('grant insert, update, delete on %I to %s', t, admin);
  end loop;
end $$;
