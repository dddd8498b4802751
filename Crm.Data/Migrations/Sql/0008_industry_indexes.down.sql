drop index idx_companies_industry;
drop index idx_companies_status;
drop index ix_companies_size;
create index idx_companies_industry on companies (industry, company_size, status, owner_id) where not is_deleted;
create index idx_companies_status on companies (status, industry, company_size, owner_id) where not is_deleted;
create index ix_companies_size on companies (company_size, status, industry, owner_id) where not is_deleted;
