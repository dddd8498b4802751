-- Columns that the database or capture keeps. A USER works under <schema>_own or <schema>_read. The policies say which rows they write, not
-- which columns: whoever a task is assigned to could take it over, an owner could write who else reads an activity, and which mail it is a
-- copy of. The application writes whole rows, so that grants by column would refuse its inserts; this looks at values instead. Triggers
-- that keep these columns run as the owner of the tables, capture as <schema>_admin: neither is asked.
create function refuse_kept_columns() returns trigger language plpgsql set search_path from current as $$
begin
  if current_user in (current_schema() || '_own', current_schema() || '_read') then
    raise exception '% of % are not written by a USER', tg_argv[0], tg_table_name using errcode = '42501';
  end if;
  return new;
end $$;
create trigger activities_kept_ins before insert on activities for each row
  when (new.source_key is not null or new.source_link is not null or new.conversation_id is not null or new.also_seen_by is not null)
  execute function refuse_kept_columns('what capture keeps');
create trigger activities_kept_upd before update of owner_id, source_key, source_link, conversation_id, also_seen_by on activities
  for each row
  when ((old.owner_id, old.source_key, old.source_link, old.conversation_id, old.also_seen_by)
        is distinct from (new.owner_id, new.source_key, new.source_link, new.conversation_id, new.also_seen_by))
  execute function refuse_kept_columns('the owner, and what capture keeps');
create trigger companies_kept_ins before insert on companies for each row when (new.last_activity_at is not null)
  execute function refuse_kept_columns('last contacts');
create trigger companies_kept_upd before update of last_activity_at on companies for each row
  when (old.last_activity_at is distinct from new.last_activity_at) execute function refuse_kept_columns('last contacts');
create trigger contacts_kept_ins before insert on contacts for each row when (new.last_activity_at is not null)
  execute function refuse_kept_columns('last contacts');
create trigger contacts_kept_upd before update of last_activity_at on contacts for each row
  when (old.last_activity_at is distinct from new.last_activity_at) execute function refuse_kept_columns('last contacts');
create trigger deals_kept_ins before insert on deals for each row when (new.last_activity_at is not null)
  execute function refuse_kept_columns('last contacts');
create trigger deals_kept_upd before update of last_activity_at on deals for each row
  when (old.last_activity_at is distinct from new.last_activity_at) execute function refuse_kept_columns('last contacts');
