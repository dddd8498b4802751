-- Lists that people keep open all day, in their own order for their own rows: tasks by due date, deals by last change. Without these the
-- rows of all owners were walked, or all of one owner's sorted (docs/benchmarks.md).
create index concurrently if not exists ix_activities_owner_open on activities (owner_id, due_date, id) include (type) where not is_deleted and status in ('PENDING','IN_PROGRESS');
create index concurrently if not exists ix_deals_owner_updated on deals (owner_id, updated_at desc, id desc) where not is_deleted;
