drop index if exists ix_activities_readers;
