do $$ begin
  execute format('alter policy user_data_isolation on activities to %I using (owner_id = (select crm_ext.current_user_id()) or assigned_to_id = (select crm_ext.current_user_id()) or exists (select 1 from activity_mailboxes m where m.activity_id = activities.id and m.user_id = (select crm_ext.current_user_id())))', current_schema() || '_own');
  execute replace(pg_get_functiondef('keep_record_history'::regproc), '''board_rank'',''also_seen_by''', '''board_rank''');
end $$;
drop trigger activities_former_owner on activities;
drop function activities_keep_former_owner();
drop trigger activity_readers_del on activity_mailboxes;
drop trigger activity_readers_ins on activity_mailboxes;
drop function activities_keep_readers();
alter table activities drop column also_seen_by;
