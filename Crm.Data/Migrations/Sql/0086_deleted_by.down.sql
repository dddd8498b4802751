drop index concurrently if exists ix_activities_deleted_by;
drop index concurrently if exists ix_deals_deleted_by;
drop index concurrently if exists ix_contacts_deleted_by;
drop index concurrently if exists ix_companies_deleted_by;
