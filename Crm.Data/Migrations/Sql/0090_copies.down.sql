drop table capture_folders;
delete from capture_cursors where length(resource) > 100;
update activity_mailboxes set folder = left(folder, 100) where length(folder) > 100;
alter table activity_mailboxes alter column folder type varchar(100);
alter table capture_cursors alter column resource type varchar(100);
drop function forget_words(uuid[]);
drop trigger contact_addresses_owner on contact_addresses;
drop function contact_addresses_keep_owner();
do $$ begin
  execute replace(pg_get_functiondef('touch_again'::regproc), 'for update', 'for no key update');
end $$;
create or replace function activities_keep_former_owner() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.owner_id is distinct from old.owner_id then
    new.also_seen_by := (select array_agg(user_id order by user_id) from activity_mailboxes where activity_id = new.id and user_id is distinct from new.owner_id);
  end if;
  return new;
end $$;
drop trigger activity_readers_upd on activity_mailboxes;
drop function activities_keep_readers_again();
create or replace function activities_keep_readers() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update activities a set also_seen_by = x.users
    from (select c.activity_id, (select array_agg(m.user_id order by m.user_id) from activity_mailboxes m join activities o on o.id = m.activity_id
                                  where m.activity_id = c.activity_id and m.user_id is distinct from o.owner_id) as users
            from (select distinct activity_id from changed) c) x
   where a.id = x.activity_id and a.also_seen_by is distinct from x.users;
  return null;
end $$;
drop function keep_readers(uuid[]);
drop index ix_activity_mailboxes_item;
delete from activity_mailboxes m using activity_mailboxes n where m.user_id = n.user_id and m.graph_id = n.graph_id and m.captured_at < n.captured_at;
create unique index ux_activity_mailboxes_item on activity_mailboxes (user_id, graph_id);
alter table activity_mailboxes drop column presence, drop column is_organizer, drop column response, drop column seen_at, drop column sent_at, drop column item_mark;
