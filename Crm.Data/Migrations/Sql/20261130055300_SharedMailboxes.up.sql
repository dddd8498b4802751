-- The shared mailbox that a folder belongs to, as the settings name it; empty for the person's own.
alter table capture_folders add column mailbox varchar(80) not null default '';
