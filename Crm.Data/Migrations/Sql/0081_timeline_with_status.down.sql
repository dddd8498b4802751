drop index concurrently if exists idx_activities_timeline_next;
create index concurrently idx_activities_timeline_next on activities (occurred_at desc, id desc) include (owner_id, type) where is_deleted = false;
drop index concurrently if exists idx_activities_timeline;
alter index idx_activities_timeline_next rename to idx_activities_timeline;
