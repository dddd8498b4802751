-- The filter language compares industries without case and accents; the specification's indexes follow it (docs/decisions/0011).
drop index concurrently if exists idx_companies_industry;
drop index concurrently if exists idx_companies_status;
drop index concurrently if exists ix_companies_size;
create index concurrently if not exists idx_companies_industry on companies (industry_folded, company_size, status, owner_id) where not is_deleted;
create index concurrently if not exists idx_companies_status on companies (status, industry_folded, company_size, owner_id) where not is_deleted;
create index concurrently if not exists ix_companies_size on companies (company_size, status, industry_folded, owner_id) where not is_deleted;
