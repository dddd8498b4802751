-- Four roles per tenant, none of which owns anything (docs/decisions/0002):
--   <schema>_own     USER, sees and changes own rows           <schema>_read    USER where everyone reads: sees all, changes own
--   <schema>_manage  MANAGER, the whole tenant                 <schema>_admin   ADMIN and capture: the same, and settings
-- One policy per role: an OR on the role inside one policy would cost the index.
do $$
declare
  s constant text := current_schema();
  r text;
begin
  foreach r in array array['own','read','manage','admin'] loop
    if not exists (select 1 from pg_roles where rolname = s || '_' || r) then
      execute format('create role %I nologin noinherit nosuperuser nocreatedb nocreaterole', s || '_' || r);
    end if;
    execute format('grant usage on schema %I to %I', s, s || '_' || r);
  end loop;
end $$;

do $$
declare
  s constant text := current_schema();
  own constant text := format('%I', s || '_own');
  rd constant text := format('%I', s || '_read');
  mng constant text := format('%I, %I', s || '_manage', s || '_admin');
  admin constant text := format('%I', s || '_admin');
  every constant text := own || ', ' || rd || ', ' || mng;
  t text;
begin
  -- records with an owner
  foreach t in array array['companies','contacts','deals'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy user_data_isolation on %I for all to %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', t, own);
    execute format('create policy everyone_reads on %I for select to %s using (true)', t, rd);
    execute format('create policy own_insert on %I for insert to %s with check (owner_id = (select crm_ext.current_user_id()))', t, rd);
    execute format('create policy own_update on %I for update to %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', t, rd);
    execute format('create policy whole_tenant on %I for all to %s using (true) with check (true)', t, mng);
    execute format('grant select, insert, update on %I to %s', t, every);
  end loop;

  alter table contact_addresses enable row level security;
  execute format('create policy user_data_isolation on contact_addresses for all to %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', own);
  execute format('create policy everyone_reads on contact_addresses for select to %s using (true)', rd);
  execute format('create policy own_insert on contact_addresses for insert to %s with check (owner_id = (select crm_ext.current_user_id()))', rd);
  execute format('create policy own_delete on contact_addresses for delete to %s using (owner_id = (select crm_ext.current_user_id()))', rd);
  execute format('create policy whole_tenant on contact_addresses for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, delete on contact_addresses to %s', every);

  -- activities: owner, assignee, or the rep from whose mailbox it was captured
  alter table activities enable row level security;
  execute format('create policy user_data_isolation on activities for select to %s using (owner_id = (select crm_ext.current_user_id()) or assigned_to_id = (select crm_ext.current_user_id()) or exists (select 1 from activity_mailboxes m where m.activity_id = activities.id and m.user_id = (select crm_ext.current_user_id())))', own);
  execute format('create policy everyone_reads on activities for select to %s using (true)', rd);
  execute format('create policy own_insert on activities for insert to %s, %s with check (owner_id = (select crm_ext.current_user_id()))', own, rd);
  execute format('create policy own_update on activities for update to %s, %s using (owner_id = (select crm_ext.current_user_id()) or assigned_to_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()) or assigned_to_id = (select crm_ext.current_user_id()))', own, rd);
  execute format('create policy whole_tenant on activities for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, update on activities to %s', every);

  alter table activity_participants enable row level security;
  execute format('create policy of_visible_activity on activity_participants for select to %s using (exists (select 1 from activities a where a.id = activity_id))', own);
  execute format('create policy everyone_reads on activity_participants for select to %s using (true)', rd);
  execute format('create policy own_insert on activity_participants for insert to %s, %s with check (exists (select 1 from activities a where a.id = activity_id and a.owner_id = (select crm_ext.current_user_id())))', own, rd);
  execute format('create policy whole_tenant on activity_participants for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert on activity_participants to %s', every);
  execute format('grant update, delete on activity_participants to %s', mng);

  alter table activity_mailboxes enable row level security;
  execute format('create policy user_data_isolation on activity_mailboxes for select to %s using (user_id = (select crm_ext.current_user_id()))', own);
  execute format('create policy everyone_reads on activity_mailboxes for select to %s using (true)', rd);
  execute format('create policy whole_tenant on activity_mailboxes for all to %s using (true) with check (true)', mng);
  execute format('grant select on activity_mailboxes to %s', every);
  execute format('grant insert, update, delete on activity_mailboxes to %s', admin);

  -- history: stage entries of own deals, field changes of records the reader sees
  alter table deal_stage_history enable row level security;
  execute format('create policy user_data_isolation on deal_stage_history for select to %s using (owner_id = (select crm_ext.current_user_id()) or exists (select 1 from deals d where d.id = deal_id))', own);
  execute format('create policy everyone_reads on deal_stage_history for select to %s, %s using (true)', rd, mng);
  execute format('grant select on deal_stage_history to %s', every);

  alter table record_history enable row level security;
  execute format('create policy of_visible_record on record_history for select to %s using (case entity
      when ''company'' then exists (select 1 from companies r where r.id = record_id)
      when ''contact'' then exists (select 1 from contacts r where r.id = record_id)
      when ''deal'' then exists (select 1 from deals r where r.id = record_id)
      else exists (select 1 from activities r where r.id = record_id) end)', every);
  execute format('grant select on record_history to %s', every);

  -- saved views: own ones, and the shared ones to read
  alter table saved_views enable row level security;
  execute format('create policy own_and_shared on saved_views for select to %s using (owner_id = (select crm_ext.current_user_id()) or scope <> ''PRIVATE'')', every);
  execute format('create policy own_insert on saved_views for insert to %s with check (owner_id = (select crm_ext.current_user_id()))', every);
  execute format('create policy own_update on saved_views for update to %s using (owner_id = (select crm_ext.current_user_id())) with check (owner_id = (select crm_ext.current_user_id()))', every);
  execute format('grant select, insert, update on saved_views to %s', every);

  -- people, stages, field definitions: everybody reads, an administrator changes; a person changes their own preferences
  alter table users enable row level security;
  execute format('create policy colleagues on users for select to %s using (true)', every);
  execute format('create policy own_preferences on users for update to %s, %s, %I using (id = (select crm_ext.current_user_id())) with check (id = (select crm_ext.current_user_id()))', own, rd, s || '_manage');
  execute format('create policy administration on users for all to %s using (true) with check (true)', admin);
  execute format('grant select on users to %s', every);
  execute format('grant update (timezone, locale, preferences, image, last_login_at, updated_at, version) on users to %s', every);
  execute format('grant insert, update on users to %s', admin);
  foreach t in array array['pipeline_stages','custom_field_definitions'] loop
    execute format('grant select on %I to %s', t, every);
    execute format('grant insert, update, delete on %I to %s', t, admin);
  end loop;

  -- capture: a person sees what became of their own mailbox; the capture jobs work as admin
  foreach t in array array['capture_cursors','capture_ledger'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy user_data_isolation on %I for select to %s, %s, %I using (user_id = (select crm_ext.current_user_id()))', t, own, rd, s || '_manage');
    execute format('create policy administration on %I for all to %s using (true) with check (true)', t, admin);
    execute format('grant select on %I to %s', t, every);
    execute format('grant insert, update, delete on %I to %s', t, admin);
  end loop;

  foreach t in array array['agg_pipeline','agg_company_facets','agg_activity_daily','agg_stage_daily','agg_deal_closed_daily'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy user_data_isolation on %I for select to %s using (owner_id = (select crm_ext.current_user_id()))', t, own);
    execute format('create policy everyone_reads on %I for select to %s, %s using (true)', t, rd, mng);
    execute format('grant select on %I to %s', t, every);
  end loop;
end $$;
