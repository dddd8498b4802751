-- The guard of activities as a question that no index answers. As an OR of three columns with an index each it invited the planner to gather everything
-- that its reader may see, which it guesses at a fiftieth of the table: a million rows for the busiest, to find ten. Lists say the reader's parts
-- themselves (ActivityReach), look-ups their record; the guard only has to be true.
do $$ begin
  execute format('alter policy user_data_isolation on activities to %I using (case when owner_id = (select crm_ext.current_user_id()) then true when assigned_to_id = (select crm_ext.current_user_id()) then true else coalesce(also_seen_by @> array[(select crm_ext.current_user_id())], false) end)', current_schema() || '_own');
end $$;
