create index concurrently if not exists idx_deals_stage on deals (stage_id, board_rank, id);
create index concurrently if not exists idx_deals_company on deals (company_id, status) include (value);
create index concurrently if not exists idx_deals_contact on deals (contact_id);
create index concurrently if not exists idx_deals_close_date on deals (expected_close_date, id) where not is_deleted;
create index concurrently if not exists idx_deals_value on deals (value, id) where not is_deleted;
create index concurrently if not exists idx_deals_status on deals (status, expected_close_date, value, owner_id, stage_id)
  where not is_deleted;
create index concurrently if not exists idx_deals_open_stage on deals (stage_id, owner_id) include (value, probability, currency)
  where not is_deleted and status = 'OPEN';
create index concurrently if not exists ix_deals_open_owner on deals (owner_id, expected_close_date, id)
  include (stage_id, value, probability) where not is_deleted and status = 'OPEN';
create index concurrently if not exists ix_deals_closed on deals (closed_at, owner_id) include (status, value) where not is_deleted
  and closed_at is not null;
create index concurrently if not exists ix_deals_owner_closed on deals (owner_id, closed_at) include (status, value);
create index concurrently if not exists ix_deals_title on deals (title_folded, id) where not is_deleted;
create index concurrently if not exists ix_deals_updated on deals (updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_deals_custom on deals using gin (custom jsonb_path_ops) where not is_deleted;

-- Lists that people keep open all day, in their own order for their own rows: without these the rows of all owners are walked, or all of
-- one owner's sorted (docs/benchmarks.md).
create index concurrently if not exists ix_deals_owner_updated on deals (owner_id, updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_deals_owner_value on deals (owner_id, value, id) include (stage_id, status, priority)
  where not is_deleted;

-- Deals of a stage, by value for everybody's counts, by last change for one owner's list.
create index concurrently if not exists ix_deals_stage_value on deals (stage_id, value, owner_id) where not is_deleted;
create index concurrently if not exists ix_deals_owner_stage on deals (owner_id, stage_id, updated_at desc, id desc) include (value)
  where not is_deleted;

-- Open deals by value, their day of closing decided in the index.
create index concurrently if not exists ix_deals_open_value on deals (value, id, expected_close_date) where not is_deleted
  and status = 'OPEN';

-- What a list of deals counts for each option of status and priority, from the index alone.
create index concurrently if not exists ix_deals_owner_status on deals (owner_id, status, priority) include (stage_id, value)
  where not is_deleted;
create index concurrently if not exists ix_deals_priority_value on deals (priority, value, owner_id) where not is_deleted;

-- Titles of one's own, and one trigram index for own titles and everybody's: as of companies.
create index concurrently if not exists ix_deals_owner_title on deals (owner_id, title_folded, id) where not is_deleted;
create index concurrently if not exists ix_deals_owner_title_trgm on deals using gin (owner_id, title_folded gin_trgm_ops)
  where not is_deleted;

-- What a person deleted lately: the list that restores it.
create index concurrently if not exists ix_deals_deleted_by on deals (deleted_by, deleted_at desc) where is_deleted;

-- What the reports read beside the aggregates: new deals of a period, and the stage entries of the hours at both ends of a period (the
-- aggregates' days are UTC's, a reader's are not).
create index concurrently if not exists ix_deals_created on deals (created_at, owner_id) where not is_deleted;
create index concurrently if not exists ix_deal_stage_history_deal on deal_stage_history (deal_id, entered_at);
create index concurrently if not exists ix_deal_stage_history_owner on deal_stage_history (owner_id, entered_at);
create index concurrently if not exists ix_deal_stage_history_entered on deal_stage_history (entered_at, owner_id)
  include (to_stage_id, left_at);
