create or replace function search_in_sight(wanted text[], most integer) returns table (kind text, id uuid)
  language sql stable security definer rows 10 set search_path from current as $$
  (select 'COMPANY', c.id from record_sights s join companies c on c.id = s.record_id
    where s.user_id = crm_ext.current_user_id() and not c.is_deleted and c.name_folded like all (wanted) group by c.id limit most)
  union all
  (select 'CONTACT', c.id from record_sights s join contacts c on c.id = s.record_id
    where s.user_id = crm_ext.current_user_id() and not c.is_deleted and c.search_folded like all (wanted) group by c.id limit most)
$$;
drop trigger record_sights_kind on record_sights;
drop function record_sights_know_their_kind();
drop index ix_record_sights_user;
alter table record_sights drop column kind;
create index ix_record_sights_user on record_sights (user_id, record_id);
