-- One statement per index, each outside a transaction: created CONCURRENTLY, so a populated table stays writable.
-- A build that was killed leaves an invalid index; the runner drops invalid ones before it starts (docs/decisions/0004).
-- Names idx_* are the specification's; where columns go beyond it, docs/decisions/0003 says why.
create unique index concurrently if not exists ux_users_email on users (email_lower);
create unique index concurrently if not exists ux_users_entra on users (entra_object_id) where entra_object_id is not null;
-- companies
create index concurrently if not exists idx_companies_name on companies (name_folded, id) where not is_deleted;
create index concurrently if not exists idx_companies_industry on companies (industry, company_size, status, owner_id) where not is_deleted;
create index concurrently if not exists idx_companies_status on companies (status, industry, company_size, owner_id) where not is_deleted;
create index concurrently if not exists idx_companies_owner on companies (owner_id, name_folded, id);
create index concurrently if not exists idx_companies_deleted on companies (is_deleted, deleted_at desc, id) where is_deleted;
create index concurrently if not exists idx_companies_active on companies (is_deleted, status, updated_at desc, id desc) where is_deleted = false;
create index concurrently if not exists ix_companies_size on companies (company_size, status, industry, owner_id) where not is_deleted;
create index concurrently if not exists ix_companies_updated on companies (updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_companies_owner_updated on companies (owner_id, updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_companies_domain on companies (domain) where not is_deleted;
create index concurrently if not exists ix_companies_name_trgm on companies using gin (name_folded gin_trgm_ops) where not is_deleted;
create index concurrently if not exists ix_companies_custom on companies using gin (custom jsonb_path_ops) where not is_deleted;
-- contacts
create index concurrently if not exists idx_contacts_company on contacts (company_id, is_primary desc, last_name, first_name);
create index concurrently if not exists idx_contacts_name on contacts (name_folded, id) where not is_deleted;
create index concurrently if not exists idx_contacts_email on contacts (email_lower) where not is_deleted;
create index concurrently if not exists idx_contacts_primary on contacts (is_primary, company_id) where is_primary and not is_deleted;
create index concurrently if not exists ix_contacts_owner_name on contacts (owner_id, name_folded, id);
create index concurrently if not exists ix_contacts_owner_status on contacts (owner_id, status) where not is_deleted;
create index concurrently if not exists ix_contacts_status on contacts (status, job_title, country) where not is_deleted;
create index concurrently if not exists ix_contacts_updated on contacts (updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_contacts_search_trgm on contacts using gin (search_folded gin_trgm_ops) where not is_deleted;
create index concurrently if not exists ix_contacts_custom on contacts using gin (custom jsonb_path_ops) where not is_deleted;
create unique index concurrently if not exists ux_contact_addresses on contact_addresses (address, owner_id);
create index concurrently if not exists ix_contact_addresses_contact on contact_addresses (contact_id);
create index concurrently if not exists ix_contact_addresses_owner on contact_addresses (owner_id);
-- pipeline and deals
create index concurrently if not exists ix_pipeline_stages_position on pipeline_stages (position, id);
create index concurrently if not exists idx_deals_stage on deals (stage_id, board_rank, id);
create index concurrently if not exists idx_deals_company on deals (company_id, status) include (value);
create index concurrently if not exists idx_deals_contact on deals (contact_id);
create index concurrently if not exists idx_deals_close_date on deals (expected_close_date, id) where not is_deleted;
create index concurrently if not exists idx_deals_value on deals (value, id) where not is_deleted;
create index concurrently if not exists idx_deals_status on deals (status, expected_close_date, value, owner_id, stage_id) where not is_deleted;
create index concurrently if not exists idx_deals_open_stage on deals (stage_id, owner_id) include (value, probability, currency) where not is_deleted and status = 'OPEN';
create index concurrently if not exists ix_deals_open_owner on deals (owner_id, expected_close_date, id) include (stage_id, value, probability) where not is_deleted and status = 'OPEN';
create index concurrently if not exists ix_deals_closed on deals (closed_at, owner_id) include (status, value) where not is_deleted and closed_at is not null;
create index concurrently if not exists ix_deals_owner_closed on deals (owner_id, closed_at) include (status, value);
create index concurrently if not exists ix_deals_title on deals (title_folded, id) where not is_deleted;
create index concurrently if not exists ix_deals_updated on deals (updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_deals_title_trgm on deals using gin (title_folded gin_trgm_ops) where not is_deleted;
create index concurrently if not exists ix_deals_custom on deals using gin (custom jsonb_path_ops) where not is_deleted;
create index concurrently if not exists ix_deal_stage_history_deal on deal_stage_history (deal_id, entered_at);
create index concurrently if not exists ix_deal_stage_history_owner on deal_stage_history (owner_id, entered_at);
-- activities
create index concurrently if not exists idx_activities_timeline on activities (occurred_at desc, id desc) include (owner_id, type) where is_deleted = false;
create index concurrently if not exists ix_activities_company on activities (company_id, occurred_at desc);
create index concurrently if not exists ix_activities_contact on activities (contact_id, occurred_at desc);
create index concurrently if not exists ix_activities_deal on activities (deal_id, occurred_at desc) where deal_id is not null;
create index concurrently if not exists ix_activities_owner on activities (owner_id, occurred_at desc) include (type, status) where not is_deleted;
create index concurrently if not exists ix_activities_owner_all on activities (owner_id) where is_deleted;
create index concurrently if not exists ix_activities_assigned on activities (assigned_to_id) where assigned_to_id is not null;
create index concurrently if not exists ix_activities_open on activities (assigned_to_id, due_date) where not is_deleted and status in ('PENDING','IN_PROGRESS');
create unique index concurrently if not exists ux_activities_capture on activities (capture_key) where capture_key is not null;
create index concurrently if not exists ix_activities_fts on activities using gin (to_tsvector('simple', subject || ' ' || coalesce(left(body, 4000), ''))) where not is_deleted;
create index concurrently if not exists ix_activity_participants_contact on activity_participants (contact_id) where contact_id is not null;
create index concurrently if not exists ix_activity_participants_user on activity_participants (user_id) where user_id is not null;
create unique index concurrently if not exists ux_activity_mailboxes_item on activity_mailboxes (user_id, graph_id);
-- the rest
create index concurrently if not exists ix_saved_views_owner on saved_views (owner_id, entity);
create index concurrently if not exists ix_record_history_record on record_history (record_id, changed_at desc);
create index concurrently if not exists ix_capture_ledger_activity on capture_ledger (activity_id) where activity_id is not null;
create index concurrently if not exists ix_capture_ledger_source on capture_ledger (user_id, source_key) where source_key is not null;
