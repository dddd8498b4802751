-- Two triggers (0003, 0090) keep an address's owner as its contact's, which the contact's own key checks. A second key and its index told nothing more, and an
-- import paid for both with every address.
alter table contact_addresses drop constraint contact_addresses_owner_id_fkey;
drop index ix_contact_addresses_owner;
