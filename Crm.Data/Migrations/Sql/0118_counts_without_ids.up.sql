-- As before 0113: the views that a USER's lists count in (0117) need no id, and without it an index keeps its equal keys once: own contacts are counted from
-- a fraction of the pages. Built beside the old ones, as in 0081.
drop index concurrently if exists ix_contacts_owner_status_next;
create index concurrently ix_contacts_owner_status_next on contacts (owner_id, status) where not is_deleted;
drop index concurrently if exists ix_contacts_owner_status;
alter index ix_contacts_owner_status_next rename to ix_contacts_owner_status;
drop index concurrently if exists idx_companies_status_next;
create index concurrently idx_companies_status_next on companies (status, industry_folded, company_size, owner_id) where not is_deleted;
drop index concurrently if exists idx_companies_status;
alter index idx_companies_status_next rename to idx_companies_status;
drop index concurrently if exists idx_companies_industry_next;
create index concurrently idx_companies_industry_next on companies (industry_folded, company_size, status, owner_id) where not is_deleted;
drop index concurrently if exists idx_companies_industry;
alter index idx_companies_industry_next rename to idx_companies_industry;
drop index concurrently if exists ix_companies_size_next;
create index concurrently ix_companies_size_next on companies (company_size, status, industry_folded, owner_id) where not is_deleted;
drop index concurrently if exists ix_companies_size;
alter index ix_companies_size_next rename to ix_companies_size;
