-- Built under another name beside the old one, so that no list is without its index meanwhile; what a broken run left behind is built anew.
drop index concurrently if exists idx_activities_timeline_next;
create index concurrently idx_activities_timeline_next on activities (occurred_at desc, id desc) include (owner_id, type, status) where is_deleted = false;
drop index concurrently if exists idx_activities_timeline;
alter index idx_activities_timeline_next rename to idx_activities_timeline;
