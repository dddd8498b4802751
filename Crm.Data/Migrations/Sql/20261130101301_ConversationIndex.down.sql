drop index concurrently if exists ix_activities_conversation;
