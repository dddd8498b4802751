-- Capture asks of people whom nobody knows whether their contact was deleted: then it makes none.
create index concurrently if not exists ix_contacts_deleted_email on contacts (email_lower) where is_deleted;
