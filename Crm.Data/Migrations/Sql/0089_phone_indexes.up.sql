create index concurrently if not exists ix_contacts_phone_digits on contacts using gin (crm_ext.digits(phone) gin_trgm_ops, crm_ext.digits(mobile) gin_trgm_ops) where not is_deleted;
create index concurrently if not exists ix_companies_phone_digits on companies using gin (crm_ext.digits(phone) gin_trgm_ops) where not is_deleted;
