-- One index for each arm of the policy on activities, so that a reader's rows can be gathered from three of them.
create index concurrently if not exists ix_activities_readers on activities using gin (also_seen_by) where also_seen_by is not null;
