-- Asked for each page of mails; an activity without a deal says nothing about its thread's.
create index concurrently if not exists ix_activities_conversation on activities (conversation_id)
  where conversation_id is not null and deal_id is not null;
