drop view own_companies, own_contacts;
do $$
declare
  s constant text := current_schema();
  p record;
  r text;
  f text;
begin
  for p in select policyname, tablename from pg_policies where schemaname = s loop
    execute format('drop policy %I on %I', p.policyname, p.tablename);
  end loop;
  for p in select c.relname from pg_class c where c.relnamespace = s::regnamespace and c.relkind = 'r' and c.relrowsecurity loop
    execute format('alter table %I disable row level security', p.relname);
  end loop;
  -- The roles stay: they belong to the cluster, and another database of it may use them. They lose every right in this schema.
  foreach r in array array['own','read','manage','admin','lists'] loop
    execute format('revoke all on all tables in schema %I from %I', s, s || '_' || r);
    foreach f in array array['move_company_links(uuid, uuid, jsonb, timestamptz)', 'search_in_sight(text[], integer)',
      'search_phones(text, integer)',
        'search_company_keys(text, text[], text[], text[], integer)', 'search_company_like(text, integer)', 'forget_words(uuid[])'] loop
      execute format('revoke all on function %s from %I', f, s || '_' || r);
    end loop;
    execute format('revoke usage on schema %I from %I', s, s || '_' || r);
  end loop;
end $$;
