do $$
declare
  v record;
begin
  for v in select * from (values ('companies', 'id'), ('contacts', 'id'), ('contact_addresses', 'contact_id')) v (t, k) loop
    execute format('drop policy of_own_deals on %I', v.t);
    execute format('create policy of_own_deals on %1$I for select to %2$I using (exists (select from record_sights s where s.user_id = (select crm_ext.current_user_id()) and s.record_id = %1$I.%3$I))', v.t, current_schema() || '_own', v.k);
  end loop;
end $$;
