do $$
declare
  s constant text := current_schema();
  p record;
  r text;
begin
  for p in select policyname, tablename from pg_policies where schemaname = s loop
    execute format('drop policy %I on %I', p.policyname, p.tablename);
  end loop;
  for p in select c.relname from pg_class c where c.relnamespace = s::regnamespace and c.relkind = 'r' and c.relrowsecurity loop
    execute format('alter table %I disable row level security', p.relname);
  end loop;
  -- The roles stay: they belong to the cluster, and another database of it may use them. They lose every right in this schema.
  foreach r in array array['own','read','manage','admin'] loop
    execute format('revoke all on all tables in schema %I from %I', s, s || '_' || r);
    execute format('revoke update (timezone, locale, preferences, image, last_login_at, updated_at, version) on users from %I', s || '_' || r);
    execute format('revoke usage on schema %I from %I', s, s || '_' || r);
  end loop;
end $$;
