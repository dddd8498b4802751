drop table capture_backfills;
