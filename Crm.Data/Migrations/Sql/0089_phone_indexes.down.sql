drop index concurrently if exists ix_companies_phone_digits;
drop index concurrently if exists ix_contacts_phone_digits;
