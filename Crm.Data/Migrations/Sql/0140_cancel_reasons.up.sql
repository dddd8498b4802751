-- Why something that was planned will not take place; only what is cancelled has one.
alter table activities add column cancel_reason varchar(500);
