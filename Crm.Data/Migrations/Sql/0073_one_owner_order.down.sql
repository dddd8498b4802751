create index concurrently if not exists ix_contacts_owner_name on contacts (owner_id, name_folded, id);
