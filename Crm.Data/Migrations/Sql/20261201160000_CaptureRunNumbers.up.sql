-- Counts the runs that opened the folder. A run saves pages while its number stands here: its lock goes with its connection, it may not.
alter table capture_cursors add column run_number bigint not null default 0;
