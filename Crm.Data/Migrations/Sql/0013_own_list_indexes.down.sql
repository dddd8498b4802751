drop index if exists ix_activities_owner_open;
drop index if exists ix_deals_owner_updated;
