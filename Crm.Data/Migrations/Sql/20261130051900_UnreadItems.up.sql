-- Asked at each sweep for each mailbox; the ledger holds every mail that was ever seen, and few of them wait.
create index concurrently if not exists ix_capture_ledger_unread on capture_ledger (user_id, decided_at)
  where reason = 'not-given' or reason = 'leads-now';
