-- Whether a sight is of a company or of a contact: only these are then looked at, and the planner may begin with the names instead.
alter table record_sights add column kind text constraint ck_record_sights_kind check (kind in ('COMPANY', 'CONTACT'));
update record_sights s set kind = case when exists (select from companies c where c.id = s.record_id) then 'COMPANY' else 'CONTACT' end;
alter table record_sights alter column kind set not null;
drop index ix_record_sights_user;
create index ix_record_sights_user on record_sights (user_id, kind, record_id);

create function record_sights_know_their_kind() returns trigger language plpgsql security definer set search_path from current as $$
begin
  new.kind := case when exists (select from companies c where c.id = new.record_id) then 'COMPANY' else 'CONTACT' end;
  return new;
end $$;
create trigger record_sights_kind before insert on record_sights for each row execute function record_sights_know_their_kind();

-- As in 0110, planned for the words asked: of rare ones the trigrams tell the few records that have them, of common ones the sights are fewer.
create or replace function search_in_sight(wanted text[], most integer) returns table (kind text, id uuid)
  language plpgsql stable security definer rows 10 set search_path from current as $$
declare
  t record;
begin
  for t in select * from (values ('COMPANY', 'companies', 'name_folded'), ('CONTACT', 'contacts', 'search_folded')) v (kind, tab, col) loop
    return query execute format(
      'select %1$L, r.id from %2$I r
        where not r.is_deleted and %3$s and exists (select from record_sights s where s.record_id = r.id and s.user_id = %4$L::uuid and s.kind = %1$L) limit %5$s',
      t.kind, t.tab, (select string_agg(format('r.%I like %L', t.col, w), ' and ') from unnest(wanted) w), crm_ext.current_user_id(), most);
  end loop;
end $$;
