-- Companies that may be the one somebody is about to make. As the functions of 0071: policies would keep the index from being used, so only ids are given
-- out, the reader's own rows are said in plain conditions, and what is shown is read under the reader's policies.

-- Those whose name is one of these keys, or whose domain one of these: indexes of equality, a few hundred look-ups.
--   core     folded name without its legal form
--   behind   legal forms that may stand behind it; before: those that may stand before it
create function search_company_keys(core text, behind text[], before text[], domains text[], most integer) returns setof uuid
  language plpgsql stable security definer rows 20 set search_path from current set enable_seqscan = off as $$
declare
  mine constant text := case when current_setting('role') = current_schema() || '_own' then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
  keyed constant text := crm_ext.name_key(core);
  keys constant text[] := array[keyed] || array(select keyed || crm_ext.name_key(crm_ext.fold(f)) from unnest(behind) f)
    || array(select crm_ext.name_key(crm_ext.fold(f)) || keyed from unnest(before) f);
begin
  if keyed <> '' then
    return query execute format('select id from companies where not is_deleted and crm_ext.name_key(name_folded) = any($1)%s limit %s', mine, most) using keys;
  end if;
  return query execute format('select id from companies where not is_deleted and domain = any($1)%s limit %s', mine, most) using domains;
  return query execute format('select c.id from company_domains d join companies c on c.id = d.company_id where not c.is_deleted and d.domain = any($1)%s limit %s', replace(mine, 'owner_id', 'c.owner_id'), most) using domains;
end $$;

-- Those whose name is only like it, the likest first. Many letters in common with many names take long: ask it under a time limit.
create function search_company_like(core text, most integer) returns setof uuid
  language plpgsql stable security definer rows 20 set search_path from current
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare
  mine constant text := case when current_setting('role') = current_schema() || '_own' then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
begin
  perform show_limit(); -- loads pg_trgm: before that its settings are not there to be set
  perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
  return query execute format('select id from (select id, word_similarity(%1$L, name_folded) + similarity(%1$L, name_folded) as likeness from companies
    where not is_deleted and %1$L <%% name_folded%2$s limit 500) x order by likeness desc limit %3$s', core, mine, most);
end $$;
do $$
declare
  s constant text := current_schema();
  f text;
begin
  foreach f in array array['search_company_keys(text, text[], text[], text[], integer)', 'search_company_like(text, integer)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I, %I, %I, %I', f, s || '_own', s || '_read', s || '_manage', s || '_admin');
  end loop;
end $$;
