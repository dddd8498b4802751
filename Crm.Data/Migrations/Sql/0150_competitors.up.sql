-- Who else is in the running for a deal, or won it.
alter table deals add column competitor varchar(100);
