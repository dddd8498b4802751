drop index if exists ix_activities_company_tasks;
drop index if exists ix_activities_contact_tasks;
drop index if exists ix_activities_deal_tasks;
drop index if exists ix_activities_assigned_due;
drop index if exists ix_deals_owner_status;
drop index if exists ix_deals_priority_value;
