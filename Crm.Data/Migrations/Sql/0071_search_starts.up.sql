-- Names that begin with the text, in their order, from the index of a list; then, for the kinds that have fewer of them than are shown, names
-- in which every pattern is found. The second question never walks a list in the hope of early hits (0018): index scans are off for it.
--   start    folded pattern ('anna lit%')
--   wanted   folded patterns ('%anna%', '%litware%'); beginnings only when the text is too short for trigrams
--   shown    as many hits as a search shows: names that begin so come before all others, more are not needed
drop function search_names(text[], integer);
create function search_names(start text, wanted text[], shown integer, most integer) returns table (kind text, id uuid)
  language plpgsql stable security definer rows 180 set search_path from current
  set enable_seqscan = off set enable_indexscan = on set enable_indexonlyscan = on as $$
declare
  only_own constant boolean := current_setting('role') = current_schema() || '_own';
  mine constant text := case when only_own then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
  enough text[] := '{}';
  part integer;
  t record;
begin
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('DEAL', 'deals', 'title_folded')) v (kind, tab, col) loop
    return query execute format('select %L, id from %I where not is_deleted and %I like %L%s order by %I, id limit %s', t.kind, t.tab, t.col, start, mine, t.col, shown);
    get diagnostics part = row_count;
    if part = shown then
      enough := enough || t.kind::text;
    end if;
  end loop;
  perform set_config('enable_indexscan', 'off', true), set_config('enable_indexonlyscan', 'off', true);
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded'), ('DEAL', 'deals', 'title_folded')) v (kind, tab, col)
           where v.kind <> all (enough) loop
    return query execute format('select %L, id from %I where not is_deleted and %s%s limit %s', t.kind, t.tab,
      (select string_agg(format('%I like %L', t.col, w), ' and ') from unnest(wanted) w), mine, most);
  end loop;
end $$;

-- Activities whose words are asked. A word that few hold is looked up everywhere, for a USER in what is theirs, assigned to them or seen by them as
-- well (one GIN index, migration 0070, finds each of these together with the words); a word that very many hold, only in the subjects of the
-- newest activities, which are the ones that would be shown. How many hold it, the planner's statistics say before anything is read; of a beginning
-- they never say less than half a percent, which is nothing.
--   returns  kind ACTIVITY with ids; one row of kind MORE: older ones were not looked at
create function search_activities(question text, newest integer, most integer) returns table (kind text, id uuid)
  language plpgsql volatile security definer rows 60 set search_path from current
  set enable_seqscan = off set enable_indexscan = on set enable_indexonlyscan = on as $$
declare
  few constant integer := 20000;
  share constant float8 := 0.006;
  me constant uuid := crm_ext.current_user_id();
  only_own constant boolean := current_setting('role') = current_schema() || '_own';
  fits constant text := format('to_tsvector(''simple'', subject || '' '' || coalesce(left(body, 4000), '''')) @@ %L::tsquery', question);
  plan json;
  estimate float8;
  arm text;
  part integer;
  left_over integer := most;
begin
  execute 'explain (format json) select 1 from activities where not is_deleted and ' || fits into plan;
  estimate := (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
  if estimate > few and estimate > share * (select reltuples from pg_class where oid = 'activities'::regclass) then
    return query execute format('select ''ACTIVITY'', id from (%s) a where to_tsvector(''simple'', subject) @@ %L::tsquery order by occurred_at desc, id desc limit %s',
      case when only_own
        then format('(select id, subject, occurred_at from activities where not is_deleted and owner_id = %1$L::uuid order by occurred_at desc, id desc limit %2$s)
                     union all (select id, subject, occurred_at from activities where not is_deleted and assigned_to_id = %1$L::uuid and assigned_to_id is distinct from owner_id order by occurred_at desc, id desc limit %2$s)', me, newest)
        else format('select id, subject, occurred_at from activities where not is_deleted order by occurred_at desc, id desc limit %s', newest) end,
      question, most);
    return query select 'MORE', null::uuid;
    return;
  end if;
  perform set_config('enable_indexscan', 'off', true), set_config('enable_indexonlyscan', 'off', true);
  foreach arm in array case when only_own
    then array[format(' and owner_id = %L::uuid', me), format(' and assigned_to_id = %L::uuid', me), format(' and also_seen_by @> array[%L::uuid]', me)]
    else array[''] end loop
    return query execute format('select ''ACTIVITY'', id from activities where not is_deleted and %s%s limit %s', fits, arm, left_over);
    get diagnostics part = row_count;
    left_over := left_over - part;
    exit when left_over <= 0;
  end loop;
end $$;

drop function search_recent(text, integer, integer);
drop function search_texts(text, integer);
