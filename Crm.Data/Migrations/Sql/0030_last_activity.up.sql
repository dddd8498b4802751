-- The last activity of a company, contact and deal followed new activities only: one that was moved to another record (a merge of contacts and
-- its undo), put off, cancelled, completed later, deleted or restored left the old moment behind. Now every change leads to a recount of the
-- records it touches. A record is locked before it is counted, and counted by a statement of its own, which sees what others committed while
-- this one waited: two who write about one contact cannot leave the older moment.
create function touch_again(companies_ uuid[], contacts_ uuid[], deals_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
begin
  if companies_ is not null then
    perform from companies where id = any (companies_) order by id for no key update;
    update companies r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.company_id = k.id and not a.is_deleted and a.status <> 'CANCELLED' and a.occurred_at <= now()) as at
              from unnest(companies_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
  if contacts_ is not null then
    perform from contacts where id = any (contacts_) order by id for no key update;
    update contacts r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.contact_id = k.id and not a.is_deleted and a.status <> 'CANCELLED' and a.occurred_at <= now()) as at
              from unnest(contacts_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
  if deals_ is not null then
    perform from deals where id = any (deals_) order by id for no key update;
    update deals r set last_activity_at = x.at
      from (select k.id, (select max(a.occurred_at) from activities a
                           where a.deal_id = k.id and not a.is_deleted and a.status <> 'CANCELLED' and a.occurred_at <= now()) as at
              from unnest(deals_) k (id)) x
     where r.id = x.id and r.last_activity_at is distinct from x.at;
  end if;
end $$;
revoke execute on function touch_again(uuid[], uuid[], uuid[]) from public;

create function activities_touch_records_again() returns trigger language plpgsql security definer set search_path from current as $$
declare
  companies_ uuid[];
  contacts_ uuid[];
  deals_ uuid[];
begin
  if tg_op = 'DELETE' then
    select array_agg(distinct company_id) filter (where company_id is not null), array_agg(distinct contact_id) filter (where contact_id is not null),
           array_agg(distinct deal_id) filter (where deal_id is not null)
      into companies_, contacts_, deals_ from oldt where not is_deleted;
  else
    select array_agg(distinct x.company_id) filter (where x.company_id is not null), array_agg(distinct x.contact_id) filter (where x.contact_id is not null),
           array_agg(distinct x.deal_id) filter (where x.deal_id is not null)
      into companies_, contacts_, deals_
      from oldt o join newt n using (id)
           cross join lateral (values (o.company_id, o.contact_id, o.deal_id), (n.company_id, n.contact_id, n.deal_id)) x (company_id, contact_id, deal_id)
     where (o.company_id, o.contact_id, o.deal_id, o.occurred_at, o.is_deleted, o.status)
           is distinct from (n.company_id, n.contact_id, n.deal_id, n.occurred_at, n.is_deleted, n.status);
  end if;
  perform touch_again(companies_, contacts_, deals_);
  return null;
end $$;
create trigger activities_touch_upd after update on activities referencing old table as oldt new table as newt
  for each statement execute function activities_touch_records_again();
create trigger activities_touch_del after delete on activities referencing old table as oldt
  for each statement execute function activities_touch_records_again();

-- What drifted until today. Nobody's save, so the triggers that keep histories and addresses need not look at it.
do $$
declare
  t text;
begin
  foreach t in array array['companies', 'contacts', 'deals'] loop
    execute format('alter table %I disable trigger user', t);
    execute format(
      'update %1$I r set last_activity_at = x.at
         from (select k.id, a.at from %1$I k left join (select %2$I as id, max(occurred_at) as at from activities
                 where %2$I is not null and not is_deleted and status <> ''CANCELLED'' and occurred_at <= now() group by 1) a using (id)) x
        where r.id = x.id and r.last_activity_at is distinct from x.at', t, case t when 'companies' then 'company_id' when 'contacts' then 'contact_id' else 'deal_id' end);
    execute format('alter table %I enable trigger user', t);
  end loop;
end $$;
