-- A trigram index that also knows the owner (migration 0070 of the tenants). Trusted: the owner of the database may create it.
create extension if not exists btree_gin with schema crm_ext;
