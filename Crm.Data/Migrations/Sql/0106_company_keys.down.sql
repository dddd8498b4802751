drop index concurrently if exists ix_companies_name_key;
