create index concurrently if not exists ix_activities_company on activities (company_id, occurred_at desc);
create index concurrently if not exists ix_activities_contact on activities (contact_id, occurred_at desc);
create index concurrently if not exists ix_activities_deal on activities (deal_id, occurred_at desc) where deal_id is not null;
create index concurrently if not exists ix_activities_owner_all on activities (owner_id) where is_deleted;
create index concurrently if not exists ix_activities_assigned on activities (assigned_to_id) where assigned_to_id is not null;
create unique index concurrently if not exists ux_activities_capture on activities (capture_key) where capture_key is not null;

-- What a reader may see of activities comes in parts: own ones, those given to them, those captured from their mailbox too. Each part has
-- an index in the order of the timeline that holds everything the policy and the usual filters ask, so that pages walk it and counts need
-- no heap (docs/decisions/0011). Counting 10,000 of a reader's rows takes 80 to 240 ms by way of three bitmaps, and 5 this way.
create index concurrently if not exists idx_activities_timeline on activities (occurred_at desc, id desc) include (owner_id, type, status)
  where is_deleted = false;
create index concurrently if not exists ix_activities_owner_feed on activities (owner_id, occurred_at desc, id desc)
  include (type, status, assigned_to_id, also_seen_by) where not is_deleted;
create index concurrently if not exists ix_activities_assigned_feed on activities (assigned_to_id, occurred_at desc, id desc)
  include (owner_id, type, status, also_seen_by) where not is_deleted and assigned_to_id is distinct from owner_id;
-- Nearly always one other rep has the mail; the few with more are walked.
create index concurrently if not exists ix_activities_seen_feed on activities ((also_seen_by[1]), occurred_at desc, id desc)
  include (owner_id, type, status, assigned_to_id, also_seen_by) where not is_deleted and also_seen_by is not null;
create index concurrently if not exists ix_activities_seen_by_many on activities (occurred_at desc, id desc)
  include (owner_id, type, status, assigned_to_id, also_seen_by) where not is_deleted and cardinality(also_seen_by) > 1;
create statistics if not exists st_activities_readers on (cardinality(also_seen_by)) from activities;
create index concurrently if not exists ix_activities_readers on activities using gin (also_seen_by) where also_seen_by is not null;

-- Tasks by due date: own ones; open ones of everybody, which reports count; "my tasks" of any state, which the index of open ones does not
-- hold.
create index concurrently if not exists ix_activities_owner_tasks on activities (owner_id, due_date, id)
  include (type, status, assigned_to_id, also_seen_by) where not is_deleted and status in ('PENDING','IN_PROGRESS');
create index concurrently if not exists ix_activities_tasks_due on activities (due_date, id) where not is_deleted and type = 'TASK'
  and status in ('PENDING','IN_PROGRESS');
create index concurrently if not exists ix_activities_assigned_due on activities (assigned_to_id, due_date, id)
  include (owner_id, status, also_seen_by) where not is_deleted and type = 'TASK' and assigned_to_id is not null;

-- What is assigned to somebody and open, tasks and the rest, page and count from one index; what is assigned to nobody is its owner's to
-- do, and found here, too.
create index concurrently if not exists ix_activities_assigned_open on activities (assigned_to_id, due_date, id)
  include (owner_id, type, status, also_seen_by) where not is_deleted and status in ('PENDING','IN_PROGRESS');
create index concurrently if not exists ix_activities_assigned_open_when on activities (assigned_to_id, occurred_at, id)
  include (owner_id, type, status, also_seen_by) where not is_deleted and status in ('PENDING','IN_PROGRESS')
  and assigned_to_id is not null;

-- The "To do" of a record's card, and what is planned about it beside its tasks: few rows, found without walking its whole history.
create index concurrently if not exists ix_activities_company_tasks on activities (company_id, due_date, id) where not is_deleted
  and type = 'TASK' and status in ('PENDING','IN_PROGRESS') and company_id is not null;
create index concurrently if not exists ix_activities_contact_tasks on activities (contact_id, due_date, id) where not is_deleted
  and type = 'TASK' and status in ('PENDING','IN_PROGRESS') and contact_id is not null;
create index concurrently if not exists ix_activities_deal_tasks on activities (deal_id, due_date, id) where not is_deleted
  and type = 'TASK' and status in ('PENDING','IN_PROGRESS') and deal_id is not null;
create index concurrently if not exists ix_activities_company_planned on activities (company_id, coalesce(due_date, occurred_at), id)
  where not is_deleted and type <> 'TASK' and status in ('PENDING','IN_PROGRESS') and company_id is not null;
create index concurrently if not exists ix_activities_contact_planned on activities (contact_id, coalesce(due_date, occurred_at), id)
  where not is_deleted and type <> 'TASK' and status in ('PENDING','IN_PROGRESS') and contact_id is not null;
create index concurrently if not exists ix_activities_deal_planned on activities (deal_id, coalesce(due_date, occurred_at), id)
  where not is_deleted and type <> 'TASK' and status in ('PENDING','IN_PROGRESS') and deal_id is not null;

-- The words of activities together with whose it is, to whom it is assigned, who else sees it; and how many activities hold a word, because
-- a partial index's own statistics are not used for that.
create index concurrently if not exists ix_activities_seen_fts on activities
  using gin (owner_id, assigned_to_id, also_seen_by, to_tsvector('simple', subject || ' ' || coalesce(left(body, 4000), '')))
  where not is_deleted;
create statistics if not exists st_activities_words on (to_tsvector('simple', subject || ' ' || coalesce(left(body, 4000), '')))
  from activities;

-- What a person deleted lately: the list that restores it.
create index concurrently if not exists ix_activities_deleted_by on activities (deleted_by, deleted_at desc) where is_deleted;

create index concurrently if not exists ix_activity_participants_contact on activity_participants (contact_id) where contact_id is not null;
create index concurrently if not exists ix_activity_participants_user on activity_participants (user_id) where user_id is not null;

-- Not unique: one item can show two meetings one after the other. An outsider's invitation with the id of another's meeting takes its place
-- in the calendar.
create index concurrently if not exists ix_activity_mailboxes_item on activity_mailboxes (user_id, graph_id);
