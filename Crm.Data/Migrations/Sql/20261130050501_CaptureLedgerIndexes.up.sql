-- Who on a skipped item was unknown, and what waits to be looked at again.
create index concurrently if not exists ix_capture_ledger_people on capture_ledger using gin (people) where people is not null;
create index concurrently if not exists ix_capture_ledger_read_again on capture_ledger (user_id, id) where read_again_at is not null;
