do $$
declare
  t text;
begin
  foreach t in array array['companies', 'contacts', 'deals', 'activities'] loop
    execute format('drop trigger %1$s_kept_ins on %1$I', t);
    execute format('drop trigger %1$s_kept_upd on %1$I', t);
  end loop;
end $$;
drop function refuse_kept_columns();
create function activities_guard_owner() returns trigger language plpgsql set search_path from current as $$
begin
  if new.owner_id is distinct from old.owner_id and pg_has_role(current_user, current_schema() || '_own', 'member')
     and not pg_has_role(current_user, current_schema() || '_manage', 'member') then
    raise exception 'the owner of an activity is changed by a manager only' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger activities_owner_guard before update of owner_id on activities for each row execute function activities_guard_owner();
