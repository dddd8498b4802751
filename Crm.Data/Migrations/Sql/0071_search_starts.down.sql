drop function search_names(text, text[], integer, integer);
-- Names in which every pattern is found.
--   wanted   folded patterns ('%anna%', '%litware%'); beginnings only when the text is too short for trigrams
create function search_names(wanted text[], most integer) returns table (kind text, id uuid)
  language plpgsql stable security definer rows 180 set search_path from current
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare
  only_own constant boolean := current_setting('role') = current_schema() || '_own';
  mine constant text := case when only_own then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
  t record;
begin
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded'), ('DEAL', 'deals', 'title_folded')) v (kind, tab, col) loop
    return query execute format('select %L, id from %I where not is_deleted and %s%s limit %s', t.kind, t.tab,
      (select string_agg(format('%I like %L', t.col, w), ' and ') from unnest(wanted) w), mine, most);
  end loop;
end $$;

drop function search_activities(text, integer, integer);

-- Of the reader's newest activities those whose subject has the words: what a common word is looked up for.
create function search_recent(question text, newest integer, most integer) returns setof uuid
  language plpgsql stable security definer rows 60 set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  feed constant text := case when current_setting('role') = current_schema() || '_own'
    then format('(select id, subject, occurred_at from activities where not is_deleted and owner_id = %1$L::uuid order by occurred_at desc, id desc limit %2$s)
                 union all (select id, subject, occurred_at from activities where not is_deleted and assigned_to_id = %1$L::uuid and assigned_to_id is distinct from owner_id order by occurred_at desc, id desc limit %2$s)', me, newest)
    else format('select id, subject, occurred_at from activities where not is_deleted order by occurred_at desc, id desc limit %s', newest) end;
begin
  return query execute format('select id from (%s) a where to_tsvector(''simple'', subject) @@ %L::tsquery order by occurred_at desc, id desc limit %s', feed, question, most);
end $$;

-- Activities whose subject or body has the words, wherever they are. A word that millions hold takes long: ask it under a time limit.
create function search_texts(question text, most integer) returns setof uuid
  language plpgsql stable security definer rows 60 set search_path from current
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare
  me constant uuid := crm_ext.current_user_id();
  seen constant text := case when current_setting('role') = current_schema() || '_own'
    then format(' and (owner_id = %1$L::uuid or assigned_to_id = %1$L::uuid or also_seen_by @> array[%1$L::uuid])', me) else '' end;
begin
  return query execute format('select id from activities where not is_deleted and to_tsvector(''simple'', subject || '' '' || coalesce(left(body, 4000), '''')) @@ %L::tsquery%s limit %s',
    question, seen, most);
end $$;
