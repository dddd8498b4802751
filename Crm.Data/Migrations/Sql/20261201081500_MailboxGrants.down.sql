drop trigger users_forget_grant on users;
drop function forget_grant();
drop table mailbox_grants;
