do $$
declare
  s constant text := current_schema();
  viewer constant text := s || '_viewer';
  p record;
begin
  for p in select policyname, tablename, array_remove(roles, viewer::name) as roles
      from pg_policies where schemaname = s and viewer = any (roles) loop
    execute format('alter policy %I on %I to %s',
        p.policyname, p.tablename, (select string_agg(quote_ident(r), ', ') from unnest(p.roles) as r));
  end loop;
  -- The role stays, as the others do: it belongs to the cluster. It loses every right in this schema.
  execute format('revoke all on all tables in schema %I from %I', s, viewer);
  execute format('revoke all on all functions in schema %I from %I', s, viewer);
  execute format('revoke update (timezone, locale, preferences, image, last_login_at, updated_at, version) on users from %I', viewer);
  grant execute on function move_contact_links(uuid, uuid, jsonb, timestamptz) to public;
  execute format('revoke execute on function move_contact_links(uuid, uuid, jsonb, timestamptz) from %I, %I, %I, %I',
    s || '_own', s || '_read', s || '_manage', s || '_admin');
  execute format('revoke usage on schema %I from %I', s, viewer);
end $$;

-- Without its role nobody who looked only may begin to change things: they are locked out until an administrator says what they are.
update users set role = 'USER', is_active = false where role = 'READONLY';
alter table users drop constraint ck_users_role;
alter table users add constraint ck_users_role check (role in ('USER','MANAGER','ADMIN'));
