drop index concurrently if exists ix_contacts_deleted_email;
