-- Presses of all doors in one order, and what undo cannot take back stops it.
alter table presses
  add column position bigint generated always as identity,
  add column beyond_undo varchar(100);
drop index ix_presses_latest;
create index ix_presses_latest on presses (user_id, position desc);
