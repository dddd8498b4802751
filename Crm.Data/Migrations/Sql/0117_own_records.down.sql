do $$
declare
  s constant text := current_schema();
  lists constant text := s || '_lists';
  t text;
begin
  foreach t in array array['companies', 'contacts'] loop
    execute format('drop view %I', 'own_' || t);
    execute format('drop policy own_in_lists on %I', t);
    execute format('revoke all on %I from %I', t, lists);
  end loop;
  -- The role stays, as those of 0004 do.
  execute format('revoke usage on schema %I from %I', s, lists);
end $$;
