do $$ begin
  execute format('alter policy user_data_isolation on activities to %I using (owner_id = (select crm_ext.current_user_id()) or assigned_to_id = (select crm_ext.current_user_id()) or also_seen_by @> array[(select crm_ext.current_user_id())])', current_schema() || '_own');
end $$;
