create function search_candidates(wanted text[], question text, slipped text, most integer) returns table (kind text, id uuid, likeness real)
  language plpgsql stable security definer rows 200 set search_path from current set enable_seqscan = off as $$
declare
  me constant uuid := crm_ext.current_user_id();
  only_own constant boolean := current_setting('role') = current_schema() || '_own';
  mine constant text := case when only_own then format(' and owner_id = %L::uuid', me) else '' end;
  seen constant text := case when only_own then format(' and (owner_id = %1$L::uuid or assigned_to_id = %1$L::uuid or also_seen_by @> array[%1$L::uuid])', me) else '' end;
  found integer := 0;
  part integer;
  t record;
begin
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded'), ('DEAL', 'deals', 'title_folded')) v (kind, tab, col) loop
    return query execute format('select %L, id, 1::real from %I where not is_deleted and %s%s limit %s', t.kind, t.tab,
      (select string_agg(format('%I like %L', t.col, w), ' and ') from unnest(wanted) w), mine, most);
    get diagnostics part = row_count;
    found := found + part;
  end loop;
  if question is not null then
    return query execute format('select ''ACTIVITY'', id, 1::real from activities where not is_deleted and to_tsvector(''simple'', subject || '' '' || coalesce(left(body, 4000), '''')) @@ %L::tsquery%s limit %s',
      question, seen, most);
    get diagnostics part = row_count;
    found := found + part;
  end if;
  if slipped is not null and found = 0 then
    perform show_limit(); -- loads pg_trgm: before that its settings are not there to be set
    perform set_config('pg_trgm.word_similarity_threshold', '0.45', true);
    for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded'), ('DEAL', 'deals', 'title_folded')) v (kind, tab, col) loop
      return query execute format('select %1$L, x.id, x.likeness from (select id, word_similarity(%2$L, %3$I) as likeness from %4$I where not is_deleted and %2$L <%% %3$I%5$s limit 500) x order by x.likeness desc limit 10',
        t.kind, slipped, t.col, t.tab, mine);
    end loop;
  end if;
end $$;
drop function search_texts(text, integer);
drop function search_recent(text, integer, integer);
drop function search_like(text, integer);
drop function search_names(text[], integer);
