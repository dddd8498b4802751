-- READONLY: <schema>_viewer sees the tenant and changes nothing in it. It reads what <schema>_read reads, by the same policies. It writes
-- the person's own time zone, language and reminders, and the command log that remembers so.
alter table users drop constraint ck_users_role;
alter table users add constraint ck_users_role check (role in ('READONLY','USER','MANAGER','ADMIN'));

do $$
declare
  s constant text := current_schema();
  reader constant text := s || '_read';
  viewer constant text := s || '_viewer';
  p record;
begin
  if not exists (select from pg_roles where rolname = viewer) then
    execute format('create role %I nologin noinherit nosuperuser nocreatedb nocreaterole', viewer);
  end if;
  execute format('grant usage on schema %I to %I', s, viewer);

  for p in select c.relname from pg_class c
            where c.relnamespace = s::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                and has_table_privilege(reader, c.oid, 'select') loop
    execute format('grant select on %I to %I', p.relname, viewer);
  end loop;
  for p in select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
             from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = s::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                and not has_table_privilege(reader, c.oid, 'select')
              and has_column_privilege(reader, c.oid, a.attnum, 'select')
            group by c.relname loop
    execute format('grant select (%s) on %I to %I', p.columns, p.relname, viewer);
  end loop;
  -- Functions that read, and were given to roles by name. Those that write run as the owner of the tables: never for who looks only.
  for p in select f.oid::regprocedure as signature from pg_proc f
            where f.pronamespace = s::regnamespace and f.provolatile <> 'v'
              and exists (select from aclexplode(f.proacl) a
                  where a.grantee = to_regrole(quote_ident(reader)) and a.privilege_type = 'EXECUTE') loop
    execute format('grant execute on function %s to %I', p.signature, viewer);
  end loop;
  revoke execute on function move_contact_links(uuid, uuid, jsonb, timestamptz) from public;
  execute format('grant execute on function move_contact_links(uuid, uuid, jsonb, timestamptz) to %I, %I, %I, %I',
    s || '_own', reader, s || '_manage', s || '_admin');

  for p in select policyname, tablename, array_append(roles, viewer::name) as roles from pg_policies
            where schemaname = s and reader = any (roles)
              and (cmd = 'SELECT' or (tablename, policyname) in (('presses', 'own_presses'), ('users', 'own_preferences'))) loop
    execute format('alter policy %I on %I to %s',
        p.policyname, p.tablename, (select string_agg(quote_ident(r), ', ') from unnest(p.roles) as r));
  end loop;
  execute format('grant select, insert, update, delete on presses to %I', viewer);
  execute format('grant update (timezone, locale, preferences, image, last_login_at, updated_at, version) on users to %I', viewer);
end $$;
