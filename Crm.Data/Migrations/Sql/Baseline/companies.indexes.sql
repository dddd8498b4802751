-- One statement per index, each outside a transaction: created CONCURRENTLY, so a populated table stays writable.
-- A build that was killed leaves an invalid index; the runner drops invalid ones before it starts (docs/decisions/0004).
-- Names idx_* are the specification's; where columns go beyond it, docs/decisions/0003 says why.
create index concurrently if not exists idx_companies_name on companies (name_folded, id) where not is_deleted;
create index concurrently if not exists idx_companies_owner on companies (owner_id, name_folded, id);
create index concurrently if not exists idx_companies_deleted on companies (is_deleted, deleted_at desc, id) where is_deleted;
create index concurrently if not exists idx_companies_active on companies (is_deleted, status, updated_at desc, id desc)
  where is_deleted = false;
create index concurrently if not exists ix_companies_updated on companies (updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_companies_owner_updated on companies (owner_id, updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_companies_revenue on companies (annual_revenue, id) where not is_deleted
  and annual_revenue is not null;
create index concurrently if not exists ix_companies_domain on companies (domain) where not is_deleted;
create index concurrently if not exists ix_companies_custom on companies using gin (custom jsonb_path_ops) where not is_deleted;

-- What lists narrow and count by. No id among the columns: without it an index keeps its equal keys once, and counts read a fraction of the
-- pages.
create index concurrently if not exists idx_companies_industry on companies (industry_folded, company_size, status, owner_id)
  where not is_deleted;
create index concurrently if not exists idx_companies_status on companies (status, industry_folded, company_size, owner_id)
  where not is_deleted;
create index concurrently if not exists ix_companies_size on companies (company_size, status, industry_folded, owner_id)
  where not is_deleted;

-- Names of one's own: LIKE is not leakproof, so a reader's rows are all looked at; in the index alone that is quick.
create index concurrently if not exists ix_companies_owner_live on companies (owner_id, name_folded, id) where not is_deleted;

-- One trigram index for a reader's own names and for everybody's: GIN finds owner and trigrams together, where a bitmap of everything
-- somebody owns costs more than the search itself (a word in 1.5 % of a million titles, an owner with 5 % of them: 33 ms by bitmaps, 3.4 by
-- this).
create index concurrently if not exists ix_companies_owner_name_trgm on companies using gin (owner_id, name_folded gin_trgm_ops)
  where not is_deleted;

-- Phone numbers are found by the digits that somebody typed of them.
create index concurrently if not exists ix_companies_phone_digits on companies using gin (crm_ext.digits(phone) gin_trgm_ops)
  where not is_deleted;

-- A company's name by its letters and digits alone: "L.I.T. Ware, Inc." and "Litware Inc" are one key. Legal forms are the application's
-- data (legal-forms.txt).
create index concurrently if not exists ix_companies_name_key on companies (crm_ext.name_key(name_folded)) where not is_deleted;

-- What a person deleted lately: the list that restores it.
create index concurrently if not exists ix_companies_deleted_by on companies (deleted_by, deleted_at desc) where is_deleted;
