-- What the database keeps by itself, whatever door or script writes: aggregates, addresses, stage and record history, last activity.
-- Every function is security definer (the caller cannot write these tables) and pins the search_path it was created under.

-- ---- addresses: contacts.email has its row in contact_addresses
create function contacts_keep_primary_address() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'UPDATE' then
    delete from contact_addresses a using oldt o join newt n using (id)
      where a.contact_id = o.id and a.kind = 'PRIMARY'
        and (o.email_lower, o.owner_id, o.is_deleted) is distinct from (n.email_lower, n.owner_id, n.is_deleted);
    update contact_addresses a set owner_id = n.owner_id from newt n join oldt o using (id)
      where a.contact_id = n.id and a.kind <> 'PRIMARY' and n.owner_id <> o.owner_id;
    insert into contact_addresses (id, contact_id, owner_id, address, kind)
      select crm_ext.uuid_v7(), n.id, n.owner_id, n.email_lower, 'PRIMARY' from newt n join oldt o using (id)
      where n.email_lower is not null and not n.is_deleted
        and (o.email_lower, o.owner_id, o.is_deleted) is distinct from (n.email_lower, n.owner_id, n.is_deleted);
  else
    insert into contact_addresses (id, contact_id, owner_id, address, kind)
      select crm_ext.uuid_v7(), id, owner_id, email_lower, 'PRIMARY' from newt where email_lower is not null and not is_deleted;
  end if;
  return null;
end $$;
create trigger contacts_address_ins after insert on contacts referencing new table as newt
  for each statement execute function contacts_keep_primary_address();
create trigger contacts_address_upd after update on contacts referencing old table as oldt new table as newt
  for each statement execute function contacts_keep_primary_address();

-- ---- stage history: a row when a deal is made and whenever its stage changes
create function deals_keep_stage_history() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into deal_stage_history (id, deal_id, owner_id, from_stage_id, to_stage_id, entered_at, value, currency)
      select crm_ext.uuid_v7(), id, owner_id, null, stage_id, stage_entered_at, value, currency from newt;
  else
    insert into deal_stage_history (id, deal_id, owner_id, from_stage_id, to_stage_id, entered_at, value, currency)
      select crm_ext.uuid_v7(), n.id, n.owner_id, o.stage_id, n.stage_id, n.stage_entered_at, n.value, n.currency
      from newt n join oldt o using (id) where n.stage_id <> o.stage_id;
  end if;
  return null;
end $$;
create trigger deals_history_ins after insert on deals referencing new table as newt for each statement execute function deals_keep_stage_history();
create trigger deals_history_upd after update on deals referencing old table as oldt new table as newt
  for each statement execute function deals_keep_stage_history();

-- ---- last activity on company, contact and deal
create function activities_touch_records() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update companies c set last_activity_at = x.at
    from (select company_id as id, max(occurred_at) as at from newt where company_id is not null and not is_deleted
            and status <> 'CANCELLED' and occurred_at <= now() group by company_id) x
    where c.id = x.id and (c.last_activity_at is null or c.last_activity_at < x.at);
  update contacts c set last_activity_at = x.at
    from (select contact_id as id, max(occurred_at) as at from newt where contact_id is not null and not is_deleted
            and status <> 'CANCELLED' and occurred_at <= now() group by contact_id) x
    where c.id = x.id and (c.last_activity_at is null or c.last_activity_at < x.at);
  update deals d set last_activity_at = x.at
    from (select deal_id as id, max(occurred_at) as at from newt where deal_id is not null and not is_deleted
            and status <> 'CANCELLED' and occurred_at <= now() group by deal_id) x
    where d.id = x.id and (d.last_activity_at is null or d.last_activity_at < x.at);
  return null;
end $$;
create trigger activities_touch_ins after insert on activities referencing new table as newt
  for each statement execute function activities_touch_records();

-- ---- an assignee may complete a task, not take it over
create function activities_guard_owner() returns trigger language plpgsql set search_path from current as $$
begin
  if new.owner_id is distinct from old.owner_id and pg_has_role(current_user, current_schema() || '_own', 'member')
     and not pg_has_role(current_user, current_schema() || '_manage', 'member') then
    raise exception 'the owner of an activity is changed by a manager only' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger activities_owner_guard before update of owner_id on activities for each row execute function activities_guard_owner();

-- ---- record history: which field went from what to what, by whom, through which door
create function keep_record_history() returns trigger language plpgsql security definer set search_path from current as $$
declare
  unseen constant text[] := array['updated_at','updated_by','version','last_activity_at','name_folded','title_folded','search_folded',
    'email_lower','capture_key','board_rank'];
begin
  insert into record_history (id, entity, record_id, version, changed_by, door, changes)
    select crm_ext.uuid_v7(), tg_argv[0], x.id, x.version, crm_ext.current_user_id(), nullif(current_setting('app.door', true), ''), x.changes
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

-- ---- aggregates: pipeline, company facets, activities a day, stage entries a day, closed deals a day
create table agg_pipeline (
  owner_id uuid not null, stage_id uuid not null, currency char(3) not null,
  n bigint not null, value_sum numeric not null, value_default numeric not null, weighted_override numeric not null,
  primary key (owner_id, stage_id, currency)
) with (fillfactor = 50);
insert into agg_pipeline
  select owner_id, stage_id, currency, count(*), coalesce(sum(value), 0), coalesce(sum(value) filter (where probability is null), 0),
         coalesce(sum(value * probability), 0)
    from deals where status = 'OPEN' and not is_deleted group by 1, 2, 3;
create function keep_agg_pipeline() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into agg_pipeline as a
      select owner_id, stage_id, currency, count(*), coalesce(sum(value), 0), coalesce(sum(value) filter (where probability is null), 0),
             coalesce(sum(value * probability), 0)
        from newt where status = 'OPEN' and not is_deleted group by 1, 2, 3 order by 1, 2, 3
      on conflict (owner_id, stage_id, currency) do update set n = a.n + excluded.n, value_sum = a.value_sum + excluded.value_sum,
        value_default = a.value_default + excluded.value_default, weighted_override = a.weighted_override + excluded.weighted_override;
  else
    insert into agg_pipeline as a
      select owner_id, stage_id, currency, sum(k), coalesce(sum(k * value), 0), coalesce(sum(k * value) filter (where probability is null), 0),
             coalesce(sum(k * value * probability), 0)
        from (select 1 as k, owner_id, stage_id, currency, value, probability, status, is_deleted from newt
              union all select -1, owner_id, stage_id, currency, value, probability, status, is_deleted from oldt) x
       where status = 'OPEN' and not is_deleted group by 1, 2, 3
      having sum(k) <> 0 or coalesce(sum(k * value), 0) <> 0 or coalesce(sum(k * value * probability), 0) <> 0
          or coalesce(sum(k * value) filter (where probability is null), 0) <> 0
       order by 1, 2, 3
      on conflict (owner_id, stage_id, currency) do update set n = a.n + excluded.n, value_sum = a.value_sum + excluded.value_sum,
        value_default = a.value_default + excluded.value_default, weighted_override = a.weighted_override + excluded.weighted_override;
  end if;
  return null;
end $$;
create trigger agg_pipeline_ins after insert on deals referencing new table as newt for each statement execute function keep_agg_pipeline();
create trigger agg_pipeline_upd after update on deals referencing old table as oldt new table as newt
  for each statement execute function keep_agg_pipeline();

create table agg_company_facets (
  owner_id uuid not null, industry varchar(100), company_size text, status text not null, n bigint not null,
  constraint ux_agg_company_facets unique nulls not distinct (owner_id, industry, company_size, status)
) with (fillfactor = 70);
insert into agg_company_facets
  select owner_id, industry, company_size, status, count(*) from companies where not is_deleted group by 1, 2, 3, 4;
create function keep_agg_company_facets() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into agg_company_facets as a
      select owner_id, industry, company_size, status, count(*) from newt where not is_deleted group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (owner_id, industry, company_size, status) do update set n = a.n + excluded.n;
  else
    insert into agg_company_facets as a
      select owner_id, industry, company_size, status, sum(k)
        from (select 1 as k, owner_id, industry, company_size, status, is_deleted from newt
              union all select -1, owner_id, industry, company_size, status, is_deleted from oldt) x
       where not is_deleted group by 1, 2, 3, 4 having sum(k) <> 0 order by 1, 2, 3, 4
      on conflict (owner_id, industry, company_size, status) do update set n = a.n + excluded.n;
  end if;
  return null;
end $$;
create trigger agg_company_facets_ins after insert on companies referencing new table as newt
  for each statement execute function keep_agg_company_facets();
create trigger agg_company_facets_upd after update on companies referencing old table as oldt new table as newt
  for each statement execute function keep_agg_company_facets();

create table agg_activity_daily (
  day date not null, owner_id uuid not null, type text not null, n bigint not null, primary key (day, owner_id, type)
) with (fillfactor = 70);
insert into agg_activity_daily
  select (occurred_at at time zone 'UTC')::date, owner_id, type, count(*) from activities where not is_deleted and owner_id is not null group by 1, 2, 3;
create function keep_agg_activity_daily() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into agg_activity_daily as a
      select (occurred_at at time zone 'UTC')::date, owner_id, type, count(*) from newt where not is_deleted and owner_id is not null
       group by 1, 2, 3 order by 1, 2, 3
      on conflict (day, owner_id, type) do update set n = a.n + excluded.n;
  else
    insert into agg_activity_daily as a
      select (occurred_at at time zone 'UTC')::date, owner_id, type, sum(k)
        from (select 1 as k, owner_id, occurred_at, type, is_deleted from newt
              union all select -1, owner_id, occurred_at, type, is_deleted from oldt) x
       where not is_deleted and owner_id is not null group by 1, 2, 3 having sum(k) <> 0 order by 1, 2, 3
      on conflict (day, owner_id, type) do update set n = a.n + excluded.n;
  end if;
  return null;
end $$;
create trigger agg_activity_daily_ins after insert on activities referencing new table as newt
  for each statement execute function keep_agg_activity_daily();
create trigger agg_activity_daily_upd after update on activities referencing old table as oldt new table as newt
  for each statement execute function keep_agg_activity_daily();

create table agg_stage_daily (
  day date not null, owner_id uuid not null, stage_id uuid not null, currency char(3) not null, n bigint not null, value_sum numeric not null,
  primary key (day, owner_id, stage_id, currency)
) with (fillfactor = 70);
insert into agg_stage_daily
  select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, coalesce(currency, 'USD'), count(*), coalesce(sum(value), 0)
    from deal_stage_history group by 1, 2, 3, 4;
create function keep_agg_stage_daily() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into agg_stage_daily as a
    select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, coalesce(currency, 'USD'), count(*), coalesce(sum(value), 0)
      from newt group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (day, owner_id, stage_id, currency) do update set n = a.n + excluded.n, value_sum = a.value_sum + excluded.value_sum;
  return null;
end $$;
create trigger agg_stage_daily_ins after insert on deal_stage_history referencing new table as newt
  for each statement execute function keep_agg_stage_daily();

create table agg_deal_closed_daily (
  day date not null, owner_id uuid not null, status text not null, currency char(3) not null, n bigint not null, value_sum numeric not null,
  primary key (day, owner_id, status, currency)
) with (fillfactor = 70);
insert into agg_deal_closed_daily
  select (closed_at at time zone 'UTC')::date, owner_id, status, currency, count(*), coalesce(sum(value), 0)
    from deals where closed_at is not null and not is_deleted group by 1, 2, 3, 4;
create function keep_agg_deal_closed_daily() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into agg_deal_closed_daily as a
      select (closed_at at time zone 'UTC')::date, owner_id, status, currency, count(*), coalesce(sum(value), 0)
        from newt where closed_at is not null and not is_deleted group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (day, owner_id, status, currency) do update set n = a.n + excluded.n, value_sum = a.value_sum + excluded.value_sum;
  else
    insert into agg_deal_closed_daily as a
      select (closed_at at time zone 'UTC')::date, owner_id, status, currency, sum(k), coalesce(sum(k * value), 0)
        from (select 1 as k, owner_id, closed_at, status, currency, value, is_deleted from newt
              union all select -1, owner_id, closed_at, status, currency, value, is_deleted from oldt) x
       where closed_at is not null and not is_deleted group by 1, 2, 3, 4
      having sum(k) <> 0 or coalesce(sum(k * value), 0) <> 0 order by 1, 2, 3, 4
      on conflict (day, owner_id, status, currency) do update set n = a.n + excluded.n, value_sum = a.value_sum + excluded.value_sum;
  end if;
  return null;
end $$;
create trigger agg_deal_closed_daily_ins after insert on deals referencing new table as newt
  for each statement execute function keep_agg_deal_closed_daily();
create trigger agg_deal_closed_daily_upd after update on deals referencing old table as oldt new table as newt
  for each statement execute function keep_agg_deal_closed_daily();
