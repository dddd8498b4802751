drop table mailbox_grants;
