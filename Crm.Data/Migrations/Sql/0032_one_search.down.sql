create function search_candidates(inside text, words text, most integer) returns table (kind text, id uuid)
  language plpgsql stable security definer rows 200 set search_path from current set enable_seqscan = off as $$
declare
  only_own constant boolean := current_setting('role') = current_schema() || '_own';
  mine constant text := case when only_own then ' and owner_id = $3' else '' end;
  seen constant text := case when only_own then ' and (owner_id = $3 or assigned_to_id = $3 or also_seen_by @> array[$3])' else '' end;
begin
  return query execute 'select ''COMPANY'', id from companies where not is_deleted and name_folded like $1' || mine || ' limit $2'
    using inside, most, crm_ext.current_user_id();
  return query execute 'select ''CONTACT'', id from contacts where not is_deleted and search_folded like $1' || mine || ' limit $2'
    using inside, most, crm_ext.current_user_id();
  return query execute 'select ''DEAL'', id from deals where not is_deleted and title_folded like $1' || mine || ' limit $2'
    using inside, most, crm_ext.current_user_id();
  return query execute 'select ''ACTIVITY'', id from activities where not is_deleted and to_tsvector(''simple'', subject || '' '' || coalesce(left(body, 4000), '''')) '
    || '@@ plainto_tsquery(''simple'', $1)' || seen || ' limit $2'
    using words, most, crm_ext.current_user_id();
end $$;
