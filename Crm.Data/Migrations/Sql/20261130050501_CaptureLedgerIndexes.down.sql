drop index concurrently if exists ix_capture_ledger_read_again;
drop index concurrently if exists ix_capture_ledger_people;
