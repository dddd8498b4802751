-- What a USER's lists of companies and contacts are read from. They hold what is the reader's own, and need not ask of each row whether it
-- is the company or contact of an own deal, as of_own_deals does: with that OR a name is looked for in all own rows one by one instead of
-- in the trigram index. A view is read with the policies of its owner, and <schema>_lists has no other. A column that a later migration
-- adds to one of the tables is added here as well ("create or replace view"); a test says so.
do $$
declare
  s constant text := current_schema();
  lists constant text := s || '_lists';
  t text;
begin
  execute format('grant %I to current_user', lists); -- from 16 on, who creates a role does not yet work as it
  execute format('grant create on schema %I to %I', s, lists);
  foreach t in array array['companies', 'contacts'] loop
    execute format('grant select on %I to %I', t, lists);
    execute format('create policy own_in_lists on %I for select to %I using (owner_id = (select crm_ext.current_user_id()))', t, lists);
    execute format('create view %I as select * from %I', 'own_' || t, t);
    execute format('alter view %I owner to %I', 'own_' || t, lists);
    execute format('grant select on %I to %I', 'own_' || t, s || '_own');
  end loop;
  execute format('revoke create on schema %I from %I', s, lists);
end $$;
