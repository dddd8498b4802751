-- The "To do" of a record's card: few rows, whatever the record's past.
create index concurrently if not exists ix_activities_company_tasks on activities (company_id, due_date, id) where not is_deleted and type = 'TASK' and status in ('PENDING','IN_PROGRESS') and company_id is not null;
create index concurrently if not exists ix_activities_contact_tasks on activities (contact_id, due_date, id) where not is_deleted and type = 'TASK' and status in ('PENDING','IN_PROGRESS') and contact_id is not null;
create index concurrently if not exists ix_activities_deal_tasks on activities (deal_id, due_date, id) where not is_deleted and type = 'TASK' and status in ('PENDING','IN_PROGRESS') and deal_id is not null;

-- "My tasks" of any state by their due day; the index of open ones does not hold the others.
create index concurrently if not exists ix_activities_assigned_due on activities (assigned_to_id, due_date, id) include (owner_id, status, also_seen_by) where not is_deleted and type = 'TASK' and assigned_to_id is not null;

-- What a list of deals counts for each option of status and priority, from the index alone.
create index concurrently if not exists ix_deals_owner_status on deals (owner_id, status, priority) include (stage_id, value) where not is_deleted;
create index concurrently if not exists ix_deals_priority_value on deals (priority, value, owner_id) where not is_deleted;
