create table deals (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete restrict,
  company_id uuid constraint fk_deals_company references companies (id) on delete set null,
  contact_id uuid constraint fk_deals_contact references contacts (id) on delete set null,
  stage_id uuid not null constraint fk_deals_stage references pipeline_stages (id) on delete restrict,
  title varchar(255) not null,
  title_folded text collate "C" generated always as (crm_ext.fold(title)) stored,
  description text,
  value numeric(12,2),
  currency char(3) not null default 'USD' constraint ck_deals_currency check (currency ~ '^[A-Z]{3}$'),
  expected_close_date date,
  probability numeric(3,2) constraint chk_probability check (probability >= 0.0 and probability <= 1.0),
  status text not null default 'OPEN' constraint ck_deals_status check (status in ('OPEN','WON','LOST','ON_HOLD')),
  priority text not null default 'MEDIUM' constraint ck_deals_priority check (priority in ('LOW','MEDIUM','HIGH','URGENT')),
  source varchar(100),
  competitor varchar(100), -- who else is in the running, or won it
  lost_reason varchar(500),
  stage_entered_at timestamptz not null default now(),
  closed_at timestamptz,
  board_rank double precision,
  custom jsonb not null default '{}',
  last_activity_at timestamptz, -- kept by triggers (activities)
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  version integer not null default 1,
  is_deleted boolean not null default false,
  deleted_at timestamptz,
  deleted_by uuid
) with (
  fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.02
);

-- Analytics history: one row per stage a deal entered, written by a trigger so that no door can forget it. Each says how the stay ended:
-- when the deal left, for which stage, and whether it was won at last. Reports read conversion and time in stage from these instead of
-- pairing every entry with the deal's next one: a quarter of a million-deal firm took 330 ms that way. The order of the stages is not kept,
-- so that moving a stage needs no recount.
create table deal_stage_history (
  id uuid primary key,
  deal_id uuid not null references deals (id) on delete cascade,
  owner_id uuid not null,
  from_stage_id uuid,
  to_stage_id uuid not null,
  entered_at timestamptz not null default now(),
  left_at timestamptz,
  next_stage_id uuid,
  is_won boolean not null default false,
  value numeric(12,2),
  currency char(3)
);

create function deals_keep_stage_history() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into deal_stage_history (id, deal_id, owner_id, from_stage_id, to_stage_id, entered_at, value, currency)
      select crm_ext.uuid_v7(), id, owner_id, null, stage_id, stage_entered_at, value, currency from newt;
  elsif exists (select from newt n join oldt o using (id) where n.stage_id <> o.stage_id) then
    update deal_stage_history h set left_at = coalesce(h.left_at, n.stage_entered_at),
      next_stage_id = coalesce(h.next_stage_id, n.stage_id),
           is_won = h.is_won or s.stage_type = 'WON'
      from newt n join oldt o using (id) join pipeline_stages s on s.id = n.stage_id
     where n.stage_id <> o.stage_id and h.deal_id = n.id and (h.left_at is null or (s.stage_type = 'WON' and not h.is_won));
    insert into deal_stage_history (id, deal_id, owner_id, from_stage_id, to_stage_id, entered_at, value, currency)
      select crm_ext.uuid_v7(), n.id, n.owner_id, o.stage_id, n.stage_id, n.stage_entered_at, n.value, n.currency
      from newt n join oldt o using (id) where n.stage_id <> o.stage_id;
  end if;
  return null;
end $$;
create trigger deals_history_ins after insert on deals referencing new table as newt
  for each statement execute function deals_keep_stage_history();
create trigger deals_history_upd after update on deals referencing old table as oldt new table as newt
  for each statement execute function deals_keep_stage_history();
