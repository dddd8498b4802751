-- Since 0017 ix_contacts_owner_live holds the same keys for every contact that is not deleted; no list shows deleted contacts by their owner.
drop index concurrently if exists ix_contacts_owner_name;
