drop index ix_presses_latest;
create index ix_presses_latest on presses (user_id, made_at desc);
alter table presses drop column beyond_undo, drop column position;
