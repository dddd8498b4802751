drop index if exists ix_deal_stage_history_entered;
drop index if exists ix_deals_created;
drop index if exists ix_activities_tasks_due;
drop index if exists ix_activities_tasks_assigned;
