-- An activity happened when it is completed. Until now everything but the cancelled was a contact and everything was work done: a call planned for
-- next week made today's "last contact" and counted in reports, and completing it did not. A call logged for this moment, on the other hand, lay a
-- millisecond behind the transaction's now(), and counted when it was touched next.
create or replace function activities_touch_records() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update companies c set last_activity_at = x.at
    from (select company_id as id, max(occurred_at) as at from newt where company_id is not null and not is_deleted
            and status = 'COMPLETED' group by company_id) x
    where c.id = x.id and (c.last_activity_at is null or c.last_activity_at < x.at);
  update contacts c set last_activity_at = x.at
    from (select contact_id as id, max(occurred_at) as at from newt where contact_id is not null and not is_deleted
            and status = 'COMPLETED' group by contact_id) x
    where c.id = x.id and (c.last_activity_at is null or c.last_activity_at < x.at);
  update deals d set last_activity_at = x.at
    from (select deal_id as id, max(occurred_at) as at from newt where deal_id is not null and not is_deleted
            and status = 'COMPLETED' group by deal_id) x
    where d.id = x.id and (d.last_activity_at is null or d.last_activity_at < x.at);
  return null;
end $$;

create or replace function touch_again(companies_ uuid[], contacts_ uuid[], deals_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
begin
  if companies_ is not null then
    perform from companies where id = any (companies_) order by id for no key update;
    update companies r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.company_id = k.id and not a.is_deleted and a.status = 'COMPLETED') as at
              from unnest(companies_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
  if contacts_ is not null then
    perform from contacts where id = any (contacts_) order by id for no key update;
    update contacts r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.contact_id = k.id and not a.is_deleted and a.status = 'COMPLETED') as at
              from unnest(contacts_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
  if deals_ is not null then
    perform from deals where id = any (deals_) order by id for no key update;
    update deals r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.deal_id = k.id and not a.is_deleted and a.status = 'COMPLETED') as at
              from unnest(deals_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
end $$;

-- Inserts, updates and deletes in one place; forget_in_aggregates is not asked about activities any more.
create or replace function keep_agg_activity_daily() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into agg_activity_daily as a
      select (occurred_at at time zone 'UTC')::date, owner_id, type, count(*) from newt where not is_deleted and status = 'COMPLETED' and owner_id is not null
       group by 1, 2, 3 order by 1, 2, 3
      on conflict (day, owner_id, type) do update set n = a.n + excluded.n;
  elsif tg_op = 'UPDATE' then
    insert into agg_activity_daily as a
      select (occurred_at at time zone 'UTC')::date, owner_id, type, sum(k)
        from (select 1 as k, owner_id, occurred_at, type, status, is_deleted from newt
              union all select -1, owner_id, occurred_at, type, status, is_deleted from oldt) x
       where not is_deleted and status = 'COMPLETED' and owner_id is not null group by 1, 2, 3 having sum(k) <> 0 order by 1, 2, 3
      on conflict (day, owner_id, type) do update set n = a.n + excluded.n;
  else
    insert into agg_activity_daily as a
      select (occurred_at at time zone 'UTC')::date, owner_id, type, -count(*) from oldt where not is_deleted and status = 'COMPLETED' and owner_id is not null
       group by 1, 2, 3 order by 1, 2, 3
      on conflict (day, owner_id, type) do update set n = a.n + excluded.n;
  end if;
  return null;
end $$;
drop trigger aggregates_del on activities;
create trigger agg_activity_daily_del after delete on activities referencing old table as oldt for each statement execute function keep_agg_activity_daily();

-- What people planned stood at the moment of planning. A meeting takes place when it is due, unless it was completed before; everything else
-- happened when it was completed. Nobody's save: no history, no new version.
alter table activities disable trigger user;
update activities set occurred_at = least(due_date, completed_at)
 where source_key is null and type = 'MEETING' and status <> 'CANCELLED' and due_date is not null and occurred_at <> least(due_date, completed_at);
update activities set occurred_at = completed_at
 where source_key is null and type <> 'MEETING' and status = 'COMPLETED' and completed_at is not null and occurred_at <> completed_at;
alter table activities enable trigger user;
truncate agg_activity_daily;
insert into agg_activity_daily
  select (occurred_at at time zone 'UTC')::date, owner_id, type, count(*) from activities where not is_deleted and status = 'COMPLETED' and owner_id is not null
   group by 1, 2, 3 order by 1, 2, 3;
do $$
declare
  t text;
begin
  foreach t in array array['companies', 'contacts', 'deals'] loop
    execute format('alter table %I disable trigger user', t);
    execute format(
      'update %1$I r set last_activity_at = x.at
         from (select k.id, a.at from %1$I k left join (select %2$I as id, max(occurred_at) as at from activities
                 where %2$I is not null and not is_deleted and status = ''COMPLETED'' group by 1) a using (id)) x
        where r.id = x.id and r.last_activity_at is distinct from x.at', t, case t when 'companies' then 'company_id' when 'contacts' then 'contact_id' else 'deal_id' end);
    execute format('alter table %I enable trigger user', t);
  end loop;
end $$;
