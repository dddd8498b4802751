-- Who sees and changes what. Five roles per tenant, none of which owns a table (docs/decisions/0002):
--   <schema>_own     USER, sees and changes own rows           <schema>_read    USER where everyone reads: sees all, changes own
--   <schema>_manage  MANAGER, the whole tenant                 <schema>_admin   ADMIN and capture: the same, and settings
--   <schema>_lists   owns the views own_companies and own_contacts; nobody works as it, and it is granted to nobody but the tables' owner
-- One policy per role: an OR on the role inside one policy would cost the index.
do $$
declare
  s constant text := current_schema();
  r text;
begin
  foreach r in array array['own','read','manage','admin','lists'] loop
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
  manager constant text := format('%I', s || '_manage');
  admin constant text := format('%I', s || '_admin');
  mng constant text := manager || ', ' || admin;
  any_user constant text := own || ', ' || rd;
  every constant text := any_user || ', ' || mng;
  me constant text := '(select crm_ext.current_user_id())';
  mine constant text := 'owner_id = ' || me;
  t text;
  v record;
begin
  -- records with an owner
  foreach t in array array['companies','contacts','deals'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy user_data_isolation on %I for all to %s using (%s) with check (%3$s)', t, own, mine);
    execute format('create policy everyone_reads on %I for select to %s using (true)', t, rd);
    execute format('create policy own_insert on %I for insert to %s with check (%s)', t, rd, mine);
    execute format('create policy own_update on %I for update to %s using (%s) with check (%3$s)', t, rd, mine);
    execute format('create policy whole_tenant on %I for all to %s using (true) with check (true)', t, mng);
    execute format('grant select, insert, update on %I to %s', t, every);
  end loop;

  alter table contact_addresses enable row level security;
  execute format('create policy user_data_isolation on contact_addresses for all to %s using (%s) with check (%2$s)', own, mine);
  execute format('create policy everyone_reads on contact_addresses for select to %s using (true)', rd);
  execute format('create policy own_insert on contact_addresses for insert to %s with check (%s)', rd, mine);
  execute format('create policy own_delete on contact_addresses for delete to %s using (%s)', rd, mine);
  execute format('create policy whole_tenant on contact_addresses for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, delete on contact_addresses to %s', every);

  -- a domain is its company's: whoever sees the company sees it, whoever owns the company writes it
  alter table company_domains enable row level security;
  execute format('create policy of_visible_company on company_domains for select to %s
    using (exists (select 1 from companies c where c.id = company_id))', any_user);
  execute format('create policy own_insert on company_domains for insert to %s
    with check (exists (select 1 from companies c where c.id = company_id and c.%s))', any_user, mine);
  execute format('create policy own_delete on company_domains for delete to %s
    using (exists (select 1 from companies c where c.id = company_id and c.%s))', any_user, mine);
  execute format('create policy whole_tenant on company_domains for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, delete on company_domains to %s', every);

  -- what own deals take along (handovers.sql). The policies name no person, because the policy of record_sights shows everybody their own:
  -- said once, a statement of a USER is planned 0.1 to 0.3 ms sooner (by hand, at size L). They are asked for every row that is not the
  -- reader's own; lists, counts and exports read the views of own records (own_lists.sql) and keep their indexes.
  alter table record_sights enable row level security;
  execute format('create policy user_data_isolation on record_sights for select to %s using (user_id = %s)', own, me);
  execute format('grant select on record_sights to %s', own);
  for v in select * from (values ('companies', 'id'), ('contacts', 'id'), ('contact_addresses', 'contact_id')) v (t, k) loop
    execute format('create policy of_own_deals on %1$I for select to %2$s
      using (exists (select from record_sights s where s.record_id = %1$I.%3$I))', v.t, own, v.k);
  end loop;
  alter table deal_handovers enable row level security;
  execute format('create policy administration on deal_handovers for all to %s using (true) with check (true)', admin);
  execute format('grant select, update, delete on deal_handovers to %s', admin);

  -- activities: owner, assignee, or the rep from whose mailbox it was captured. The guard is a question that no index answers: as an OR of
  -- three columns with an index each it invites the planner to gather everything that its reader may see, which it guesses at a fiftieth of
  -- the table: a million rows for the busiest, to find ten. Lists say the reader's parts themselves (ActivityReach), look-ups their record;
  -- the guard only has to be true.
  alter table activities enable row level security;
  execute format('create policy user_data_isolation on activities for select to %s
    using (case when %s then true when assigned_to_id = %s then true else coalesce(also_seen_by @> array[%3$s], false) end)',
    own, mine, me);
  execute format('create policy everyone_reads on activities for select to %s using (true)', rd);
  execute format('create policy own_insert on activities for insert to %s with check (%s)', any_user, mine);
  execute format('create policy own_update on activities for update to %s
    using (%s or assigned_to_id = %s) with check (%2$s or assigned_to_id = %3$s)', any_user, mine, me);
  execute format('create policy whole_tenant on activities for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, update on activities to %s', every);

  alter table activity_participants enable row level security;
  execute format('create policy of_visible_activity on activity_participants for select to %s
    using (exists (select 1 from activities a where a.id = activity_id))', own);
  execute format('create policy everyone_reads on activity_participants for select to %s using (true)', rd);
  execute format('create policy own_insert on activity_participants for insert to %s
    with check (exists (select 1 from activities a where a.id = activity_id and a.%s))', any_user, mine);
  execute format('create policy whole_tenant on activity_participants for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert on activity_participants to %s', every);
  execute format('grant update, delete on activity_participants to %s', mng);

  alter table activity_mailboxes enable row level security;
  execute format('create policy user_data_isolation on activity_mailboxes for select to %s using (user_id = %s)', own, me);
  execute format('create policy everyone_reads on activity_mailboxes for select to %s using (true)', rd);
  execute format('create policy whole_tenant on activity_mailboxes for all to %s using (true) with check (true)', mng);
  execute format('grant select on activity_mailboxes to %s', every);
  execute format('grant insert, update, delete on activity_mailboxes to %s', admin);

  -- history: stage entries of own deals, field changes of records the reader sees
  alter table deal_stage_history enable row level security;
  execute format('create policy user_data_isolation on deal_stage_history for select to %s
    using (%s or exists (select 1 from deals d where d.id = deal_id))', own, mine);
  execute format('create policy everyone_reads on deal_stage_history for select to %s, %s using (true)', rd, mng);
  execute format('grant select on deal_stage_history to %s', every);

  alter table record_history enable row level security;
  execute format('create policy of_visible_record on record_history for select to %s using (case entity
      when ''company'' then exists (select 1 from companies r where r.id = record_id)
      when ''contact'' then exists (select 1 from contacts r where r.id = record_id)
      when ''deal'' then exists (select 1 from deals r where r.id = record_id)
      else exists (select 1 from activities r where r.id = record_id) end)', every);
  execute format('grant select on record_history to %s', every);

  foreach t in array array['company_merges','contact_merges'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy user_data_isolation on %I for all to %s using (%s) with check (%3$s)', t, any_user, mine);
    execute format('create policy whole_tenant on %I for all to %s using (true) with check (true)', t, mng);
    execute format('grant select, insert, update (undone_at) on %I to %s', t, every);
  end loop;

  alter table external_ids enable row level security;
  execute format('create policy user_data_isolation on external_ids for all to %s using (%s) with check (%2$s)', own, mine);
  execute format('create policy everyone_reads on external_ids for select to %s using (true)', rd);
  execute format('create policy own_insert on external_ids for insert to %s with check (%s)', rd, mine);
  execute format('create policy own_update on external_ids for update to %s using (%s) with check (%2$s)', rd, mine);
  execute format('create policy whole_tenant on external_ids for all to %s using (true) with check (true)', mng);
  execute format('grant select, insert, update on external_ids to %s', every);

  -- custom fields as tables: views that obey the policies of whoever reads them
  foreach t in array array['company','contact','deal','activity'] loop
    execute format('grant select, insert, update, delete on %I to %s', t || '_custom_fields', every);
  end loop;

  -- saved views: own ones, and the shared ones to read
  alter table saved_views enable row level security;
  execute format('create policy own_and_shared on saved_views for select to %s using (%s or scope <> ''PRIVATE'')', every, mine);
  execute format('create policy own_insert on saved_views for insert to %s with check (%s)', every, mine);
  execute format('create policy own_update on saved_views for update to %s using (%s) with check (%2$s)', every, mine);
  execute format('grant select, insert, update on saved_views to %s', every);

  -- the command log is a person's own in every role
  alter table presses enable row level security;
  execute format('create policy own_presses on presses for all to %s using (user_id = %s) with check (user_id = %2$s)', every, me);
  execute format('grant select, insert, update, delete on presses to %s', every);

  -- people, stages, field definitions, rates: everybody reads, an administrator changes; a person changes their own preferences
  alter table users enable row level security;
  execute format('create policy colleagues on users for select to %s using (true)', every);
  execute format('create policy own_preferences on users for update to %s, %s using (id = %s) with check (id = %3$s)', any_user, manager,
    me);
  execute format('create policy administration on users for all to %s using (true) with check (true)', admin);
  execute format('grant select, update (timezone, locale, preferences, image, last_login_at, updated_at, version) on users to %s', every);
  execute format('grant insert, update on users to %s', admin);
  foreach t in array array['pipeline_stages','custom_field_definitions','exchange_rates'] loop
    execute format('grant select on %I to %s', t, every);
    execute format('grant insert, update, delete on %I to %s', t, admin);
  end loop;
  alter table exchange_rates enable row level security;
  execute format('create policy everyone_reads on exchange_rates for select to %s using (true)', every);
  execute format('create policy administration on exchange_rates for all to %s using (true) with check (true)', admin);
  execute format('grant select on tenant_settings to %s', every);
  execute format('grant update (reporting_currency) on tenant_settings to %s', admin);

  -- capture: a person sees what became of their own mailbox; the capture jobs work as admin
  foreach t in array array['capture_cursors','capture_folders','capture_ledger'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy user_data_isolation on %I for select to %s, %s using (user_id = %s)', t, any_user, manager, me);
    execute format('create policy administration on %I for all to %s using (true) with check (true)', t, admin);
    execute format('grant select on %I to %s', t, every);
    execute format('grant insert, update, delete on %I to %s', t, admin);
  end loop;

  -- what reports count
  foreach t in array array['agg_pipeline','agg_company_facets','agg_activity_daily','agg_stage_daily','agg_stage_flow',
    'agg_deal_closed_daily'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy user_data_isolation on %I for select to %s using (%s)', t, own, mine);
    execute format('create policy everyone_reads on %I for select to %s, %s using (true)', t, rd, mng);
    execute format('grant select on %I to %s', t, every);
  end loop;

  -- functions that not everybody may run
  foreach t in array array['move_company_links(uuid, uuid, jsonb, timestamptz)', 'search_in_sight(text[], integer)',
    'search_phones(text, integer)',
      'search_company_keys(text, text[], text[], text[], integer)', 'search_company_like(text, integer)'] loop
    execute format('grant execute on function %s to %s', t, every);
  end loop;
  execute format('grant execute on function forget_words(uuid[]) to %s', admin);
end $$;
