drop index concurrently if exists ix_capture_ledger_unread;
