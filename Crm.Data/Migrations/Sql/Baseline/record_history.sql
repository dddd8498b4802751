-- Who changed which field from what to what, through which door. Written by the triggers; nobody else may insert.
create table record_history (
  id uuid primary key,
  entity text not null constraint ck_record_history_entity check (entity in ('company','contact','deal','activity')),
  record_id uuid not null,
  version integer not null,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  door text,
  changes jsonb not null
);
create index ix_record_history_record on record_history (record_id, changed_at desc);

-- "unseen" are no fields that a person changed.
create function keep_record_history() returns trigger language plpgsql security definer set search_path from current as $$
declare
  unseen constant text[] := array['updated_at','updated_by','version','last_activity_at','name_folded','title_folded','search_folded',
    'email_lower','capture_key','board_rank','also_seen_by'];
begin
  insert into record_history (id, entity, record_id, version, changed_by, door, changes)
    select crm_ext.uuid_v7(), tg_argv[0], x.id, x.version, crm_ext.current_user_id(), nullif(current_setting('app.door', true), ''),
      x.changes
    from (
      select n.id, n.version,
             (select jsonb_object_agg(e.key, jsonb_build_object('from', o.doc -> e.key, 'to', e.value))
                from jsonb_each(n.doc) e where e.value is distinct from o.doc -> e.key) as changes
        from (select id, version, to_jsonb(newt) - unseen as doc from newt) n
        join (select id, to_jsonb(oldt) - unseen as doc from oldt) o using (id)
       where n.doc <> o.doc
    ) x;
  return null;
end $$;
create trigger companies_history after update on companies referencing old table as oldt new table as newt
  for each statement execute function keep_record_history('company');
create trigger contacts_history after update on contacts referencing old table as oldt new table as newt
  for each statement execute function keep_record_history('contact');
create trigger deals_record_history after update on deals referencing old table as oldt new table as newt
  for each statement execute function keep_record_history('deal');
create trigger activities_history after update on activities referencing old table as oldt new table as newt
  for each statement execute function keep_record_history('activity');
