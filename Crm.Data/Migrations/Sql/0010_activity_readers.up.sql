-- Who besides owner and assignee may read an activity (the reps from whose mailboxes it was captured as well) stands in the activity itself.
-- Asking activity_mailboxes in the policy made every list of activities hash all captured mails of its reader first: 60 to 450 ms at ten
-- million activities, before the first row (docs/benchmarks.md). Now each arm of the policy is a column with an index.
alter table activities add column also_seen_by uuid[];

alter table activities disable trigger user;
update activities a set also_seen_by = x.users
  from (select m.activity_id, array_agg(m.user_id order by m.user_id) as users from activity_mailboxes m join activities o on o.id = m.activity_id
         where m.user_id is distinct from o.owner_id group by 1) x
 where a.id = x.activity_id;
alter table activities enable trigger user;

create function activities_keep_readers() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update activities a set also_seen_by = x.users
    from (select c.activity_id, (select array_agg(m.user_id order by m.user_id) from activity_mailboxes m join activities o on o.id = m.activity_id
                                  where m.activity_id = c.activity_id and m.user_id is distinct from o.owner_id) as users
            from (select distinct activity_id from changed) c) x
   where a.id = x.activity_id and a.also_seen_by is distinct from x.users;
  return null;
end $$;
create trigger activity_readers_ins after insert on activity_mailboxes referencing new table as changed
  for each statement execute function activities_keep_readers();
create trigger activity_readers_del after delete on activity_mailboxes referencing old table as changed
  for each statement execute function activities_keep_readers();

-- Whoever gives an activity away keeps reading what was captured from their own mailbox.
create function activities_keep_former_owner() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.owner_id is distinct from old.owner_id then
    new.also_seen_by := (select array_agg(user_id order by user_id) from activity_mailboxes where activity_id = new.id and user_id is distinct from new.owner_id);
  end if;
  return new;
end $$;
create trigger activities_former_owner before update of owner_id on activities for each row execute function activities_keep_former_owner();

-- No field that a person changed: the record history leaves it out. (The function as it stands, whichever migration wrote it last.)
do $$ begin
  execute replace(pg_get_functiondef('keep_record_history'::regproc), '''board_rank''', '''board_rank'',''also_seen_by''');
  execute format('alter policy user_data_isolation on activities to %I using (owner_id = (select crm_ext.current_user_id()) or assigned_to_id = (select crm_ext.current_user_id()) or also_seen_by @> array[(select crm_ext.current_user_id())])', current_schema() || '_own');
end $$;
