-- What a person deleted lately: the list that restores it.
create index concurrently if not exists ix_companies_deleted_by on companies (deleted_by, deleted_at desc) where is_deleted;
create index concurrently if not exists ix_contacts_deleted_by on contacts (deleted_by, deleted_at desc) where is_deleted;
create index concurrently if not exists ix_deals_deleted_by on deals (deleted_by, deleted_at desc) where is_deleted;
create index concurrently if not exists ix_activities_deleted_by on activities (deleted_by, deleted_at desc) where is_deleted;
