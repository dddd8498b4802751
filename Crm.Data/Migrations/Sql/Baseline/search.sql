-- The search in separate questions, so that each can be asked when it is worth it and bounded in time (docs/decisions/0013).
--
-- LIKE and @@ are not leakproof: under a policy they may not use their indexes, and a USER's search read every own row and took the words
-- of every own activity apart, 9 s at ten million activities (docs/benchmarks.md). So the candidates are found here, as the owner of the
-- tables, with the reader's own rows said in plain conditions. What is given out is ids only: the search joins them to the tables again
-- under the reader's policies, so that a mistake here could cost a hit but never show one.
--
-- Index scans are off where a question begins nowhere: a LIMIT makes the planner walk a timeline or a list and hope for early hits, which
-- for a rare word at ten million activities took 110 s; a bitmap over the trigram or text index never does.

-- Names that begin with the text, in their order, from the index of a list; then, for the kinds that have fewer of them than are shown,
-- names in which every pattern is found.
--   start    folded pattern ('anna lit%')
--   wanted   folded patterns ('%anna%', '%litware%'); beginnings only when the text is too short for trigrams
--   shown    as many hits as a search shows: names that begin so come before all others, more are not needed
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
    return query execute format('select %L, id from %I where not is_deleted and %I like %L%s order by %I, id limit %s', t.kind, t.tab,
      t.col, start, mine, t.col, shown);
    get diagnostics part = row_count;
    if part = shown then
      enough := enough || t.kind::text;
    end if;
  end loop;
  perform set_config('enable_indexscan', 'off', true), set_config('enable_indexonlyscan', 'off', true);
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded'),
    ('DEAL', 'deals', 'title_folded')) v (kind, tab, col)
           where v.kind <> all (enough) loop
    return query execute format('select %L, id from %I where not is_deleted and %s%s limit %s', t.kind, t.tab,
      (select string_agg(format('%I like %L', t.col, w), ' and ') from unnest(wanted) w), mine, most);
  end loop;
end $$;

-- Names that are only like the folded text as typed. Many letters in common with many names take long: ask it under a time limit.
create function search_like(slipped text, most integer) returns table (kind text, id uuid, likeness real)
  language plpgsql stable security definer rows 30 set search_path from current
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare
  only_own constant boolean := current_setting('role') = current_schema() || '_own';
  mine constant text := case when only_own then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
  t record;
begin
  perform show_limit(); -- loads pg_trgm: before that its settings are not there to be set
  perform set_config('pg_trgm.word_similarity_threshold', '0.45', true);
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded'),
    ('DEAL', 'deals', 'title_folded')) v (kind, tab, col) loop
    return query execute format('select %1$L, x.id, x.likeness from (select id, word_similarity(%2$L, %3$I) as likeness from %4$I where'
      ' not is_deleted and %2$L <%% %3$I%5$s limit 500) x order by x.likeness desc limit %6$s',
      t.kind, slipped, t.col, t.tab, mine, most);
  end loop;
end $$;

-- What a search finds of companies and contacts that own deals take along (handovers.sql), looked at by themselves beside search_names.
-- Planned for the words asked: of rare ones the trigrams tell the few records that have them, of common ones the sights are fewer.
create function search_in_sight(wanted text[], most integer) returns table (kind text, id uuid)
  language plpgsql stable security definer rows 10 set search_path from current as $$
declare
  t record;
begin
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded')) v (kind, tab, col) loop
    return query execute format(
      'select %1$L, r.id from %2$I r
        where not r.is_deleted and %3$s and exists
          (select from record_sights s where s.record_id = r.id and s.user_id = %4$L::uuid and s.kind = %1$L) limit %5$s',
      t.kind, t.tab, (select string_agg(format('r.%I like %L', t.col, w), ' and ') from unnest(wanted) w), crm_ext.current_user_id(), most);
  end loop;
end $$;
revoke all on function search_in_sight(text[], integer) from public;

-- Activities whose words are asked. A word that few hold is looked up everywhere, for a USER in what is theirs, assigned to them or seen by
-- them as well (one GIN index, ix_activities_seen_fts, finds each of these together with the words); a word that very many hold, only in
-- the subjects of the newest activities, which are the ones that would be shown. How many hold it, the planner's statistics say before
-- anything is read; of a beginning they never say less than half a percent, which is nothing.
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
    return query execute format('select ''ACTIVITY'', id from (%s) a where to_tsvector(''simple'', subject) @@ %L::tsquery order by'
      ' occurred_at desc, id desc limit %s',
      case when only_own
        then format('(select id, subject, occurred_at from activities where not is_deleted and owner_id = %1$L::uuid order by occurred_at'
          ' desc, id desc limit %2$s)
          union all (select id, subject, occurred_at from activities where not is_deleted and assigned_to_id = %1$L::uuid
            and assigned_to_id is distinct from owner_id order by occurred_at desc, id desc limit %2$s)', me, newest)
        else format('select id, subject, occurred_at from activities where not is_deleted order by occurred_at desc, id desc limit %s',
          newest) end,
      question, most);
    return query select 'MORE', null::uuid;
    return;
  end if;
  perform set_config('enable_indexscan', 'off', true), set_config('enable_indexonlyscan', 'off', true);
  foreach arm in array case when only_own
    then array[format(' and owner_id = %L::uuid', me), format(' and assigned_to_id = %L::uuid', me),
      format(' and also_seen_by @> array[%L::uuid]', me)]
    else array[''] end loop
    return query execute format('select ''ACTIVITY'', id from activities where not is_deleted and %s%s limit %s', fits, arm, left_over);
    get diagnostics part = row_count;
    left_over := left_over - part;
    exit when left_over <= 0;
  end loop;
end $$;

-- Who has a phone number in which these digits stand.
create function search_phones(digits text, most integer) returns table (kind text, id uuid)
  language plpgsql stable security definer rows 40 set search_path from current as $$
declare
  mine constant text := case when current_setting('role') = current_schema() || '_own'
    then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
  wanted constant text := '%' || digits || '%';
begin
  return query execute format('select ''CONTACT'', id from contacts where not is_deleted and (crm_ext.digits(phone) like %1$L or'
    ' crm_ext.digits(mobile) like %1$L)%2$s limit %3$s', wanted, mine, most);
  return query execute format('select ''COMPANY'', id from companies where not is_deleted and crm_ext.digits(phone) like %1$L%2$s limit'
    ' %3$s', wanted, mine, most);
end $$;
revoke all on function search_phones(text, integer) from public;

-- Companies that may be the one somebody is about to make (docs/decisions/0024).

-- Those whose name is one of these keys, or whose domain one of these: indexes of equality, a few hundred look-ups.
--   core     folded name without its legal form
--   behind   legal forms that may stand behind it; before: those that may stand before it
create function search_company_keys(core text, behind text[], before text[], domains text[], most integer) returns setof uuid
  language plpgsql stable security definer rows 20 set search_path from current set enable_seqscan = off as $$
declare
  mine constant text := case when current_setting('role') = current_schema() || '_own'
    then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
  keyed constant text := crm_ext.name_key(core);
  keys constant text[] := array[keyed] || array(select keyed || crm_ext.name_key(crm_ext.fold(f)) from unnest(behind) f)
    || array(select crm_ext.name_key(crm_ext.fold(f)) || keyed from unnest(before) f);
begin
  if keyed <> '' then
    return query execute format('select id from companies where not is_deleted and crm_ext.name_key(name_folded) = any($1)%s limit %s',
      mine, most) using keys;
  end if;
  return query execute format('select id from companies where not is_deleted and domain = any($1)%s limit %s', mine, most) using domains;
  return query execute format('select c.id from company_domains d join companies c on c.id = d.company_id where not c.is_deleted and'
    ' d.domain = any($1)%s limit %s', replace(mine, 'owner_id', 'c.owner_id'), most) using domains;
end $$;
revoke all on function search_company_keys(text, text[], text[], text[], integer) from public;

-- Those whose name is only like it, the likest first. Many letters in common with many names take long: ask it under a time limit.
create function search_company_like(core text, most integer) returns setof uuid
  language plpgsql stable security definer rows 20 set search_path from current
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare
  mine constant text := case when current_setting('role') = current_schema() || '_own'
    then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
begin
  perform show_limit(); -- loads pg_trgm: before that its settings are not there to be set
  perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
  return query execute format('select id from (select id, word_similarity(%1$L, name_folded) + similarity(%1$L, name_folded) as likeness'
    ' from companies
    where not is_deleted and %1$L <%% name_folded%2$s limit 500) x order by likeness desc limit %3$s', core, mine, most);
end $$;
revoke all on function search_company_like(text, integer) from public;
