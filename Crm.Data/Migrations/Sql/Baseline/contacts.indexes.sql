create index concurrently if not exists idx_contacts_company on contacts (company_id, is_primary desc, last_name, first_name);
create index concurrently if not exists idx_contacts_name on contacts (name_folded, id) where not is_deleted;
create index concurrently if not exists idx_contacts_email on contacts (email_lower) where not is_deleted;
create index concurrently if not exists idx_contacts_primary on contacts (is_primary, company_id) where is_primary and not is_deleted;
create index concurrently if not exists ix_contacts_status on contacts (status, job_title, country) where not is_deleted;
create index concurrently if not exists ix_contacts_updated on contacts (updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_contacts_owner_updated on contacts (owner_id, updated_at desc, id desc) where not is_deleted;
create index concurrently if not exists ix_contacts_custom on contacts using gin (custom jsonb_path_ops) where not is_deleted;

-- A USER's contacts are counted in this index alone, and without the id it keeps its equal keys once.
create index concurrently if not exists ix_contacts_owner_status on contacts (owner_id, status) where not is_deleted;

-- Names of one's own, and one trigram index for own names and everybody's: as of companies.
create index concurrently if not exists ix_contacts_owner_live on contacts (owner_id, name_folded, id) include (status)
  where not is_deleted;
create index concurrently if not exists ix_contacts_owner_search_trgm on contacts using gin (owner_id, search_folded gin_trgm_ops)
  where not is_deleted;

-- Phone numbers are found by the digits that somebody typed of them.
create index concurrently if not exists ix_contacts_phone_digits on contacts
  using gin (crm_ext.digits(phone) gin_trgm_ops, crm_ext.digits(mobile) gin_trgm_ops) where not is_deleted;

-- What a person deleted lately: the list that restores it.
create index concurrently if not exists ix_contacts_deleted_by on contacts (deleted_by, deleted_at desc) where is_deleted;

create unique index concurrently if not exists ux_contact_addresses on contact_addresses (address, owner_id);
create index concurrently if not exists ix_contact_addresses_contact on contact_addresses (contact_id);
