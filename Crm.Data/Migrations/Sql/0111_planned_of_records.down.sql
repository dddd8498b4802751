drop index concurrently if exists ix_activities_deal_planned;
drop index concurrently if exists ix_activities_contact_planned;
drop index concurrently if exists ix_activities_company_planned;
