-- What the reports read beside the aggregates: the hours at both ends of a period (the aggregates' days are UTC's, a reader's are not), new
-- deals of a period, and open tasks by due date: everybody's, and each person's with what the policy asks for, so that they are counted from
-- the index alone.
create index concurrently if not exists ix_deal_stage_history_entered on deal_stage_history (entered_at, owner_id) include (to_stage_id, left_at);
create index concurrently if not exists ix_deals_created on deals (created_at, owner_id) where not is_deleted;
create index concurrently if not exists ix_activities_tasks_due on activities (due_date, id) where not is_deleted and type = 'TASK' and status in ('PENDING','IN_PROGRESS');
create index concurrently if not exists ix_activities_tasks_assigned on activities (assigned_to_id, due_date, id) include (owner_id, also_seen_by) where not is_deleted and type = 'TASK' and status in ('PENDING','IN_PROGRESS');
