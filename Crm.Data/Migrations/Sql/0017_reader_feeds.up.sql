-- What a reader may see of activities comes in parts: own ones, those given to them, those captured from their mailbox too. Each part has an
-- index in the order of the timeline that holds everything the policy and the usual filters ask, so that pages walk it and counts need no heap
-- (docs/decisions/0011). Counting 10,000 of a reader's rows took 80 to 240 ms by way of three bitmaps; now 5.
create index concurrently if not exists ix_activities_owner_feed on activities (owner_id, occurred_at desc, id desc) include (type, status, assigned_to_id, also_seen_by) where not is_deleted;
drop index concurrently if exists ix_activities_owner;
create index concurrently if not exists ix_activities_assigned_feed on activities (assigned_to_id, occurred_at desc, id desc) include (owner_id, type, status, also_seen_by) where not is_deleted and assigned_to_id is distinct from owner_id;
-- Nearly always one other rep has the mail; the few with more are walked.
create index concurrently if not exists ix_activities_seen_feed on activities ((also_seen_by[1]), occurred_at desc, id desc) include (owner_id, type, status, assigned_to_id, also_seen_by) where not is_deleted and also_seen_by is not null;
create index concurrently if not exists ix_activities_seen_by_many on activities (occurred_at desc, id desc) include (owner_id, type, status, assigned_to_id, also_seen_by) where not is_deleted and cardinality(also_seen_by) > 1;
create statistics if not exists st_activities_readers on (cardinality(also_seen_by)) from activities;
create index concurrently if not exists ix_activities_owner_tasks on activities (owner_id, due_date, id) include (type, status, assigned_to_id, also_seen_by) where not is_deleted and status in ('PENDING','IN_PROGRESS');
drop index concurrently if exists ix_activities_owner_open;
-- Deals of a stage, by value for everybody's counts, by last change for one owner's list.
create index concurrently if not exists ix_deals_stage_value on deals (stage_id, value, owner_id) where not is_deleted;
create index concurrently if not exists ix_deals_owner_stage on deals (owner_id, stage_id, updated_at desc, id desc) include (value) where not is_deleted;
-- Open deals by value, their day of closing decided in the index.
create index concurrently if not exists ix_deals_open_value on deals (value, id, expected_close_date) where not is_deleted and status = 'OPEN';
-- Names of one's own: LIKE is not leakproof, so a reader's rows are all looked at; in the index alone that is quick.
create index concurrently if not exists ix_companies_owner_live on companies (owner_id, name_folded, id) where not is_deleted;
create index concurrently if not exists ix_contacts_owner_live on contacts (owner_id, name_folded, id) include (status) where not is_deleted;
create index concurrently if not exists ix_deals_owner_title on deals (owner_id, title_folded, id) where not is_deleted;
