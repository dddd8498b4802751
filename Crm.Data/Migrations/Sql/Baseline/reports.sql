-- What reports count, kept by triggers whatever door or script writes: the open pipeline, company facets, and by UTC days completed
-- activities, stage entries, the flow between stages and closed deals. Every function is security definer (the caller cannot write these
-- tables) and pins the search_path it was created under. The inserts name no columns: these tables keep the order they have.

create table agg_pipeline (
  owner_id uuid not null, stage_id uuid not null, currency char(3) not null,
  n bigint not null, value_sum numeric not null, value_default numeric not null, weighted_override numeric not null,
  primary key (owner_id, stage_id, currency)
) with (fillfactor = 50);
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
      select owner_id, stage_id, currency, sum(k), coalesce(sum(k * value), 0),
        coalesce(sum(k * value) filter (where probability is null), 0),
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
create trigger agg_pipeline_ins after insert on deals referencing new table as newt
  for each statement execute function keep_agg_pipeline();
create trigger agg_pipeline_upd after update on deals referencing old table as oldt new table as newt
  for each statement execute function keep_agg_pipeline();

create table agg_company_facets (
  owner_id uuid not null, industry varchar(100), company_size text, status text not null, n bigint not null,
  constraint ux_agg_company_facets unique nulls not distinct (owner_id, industry, company_size, status)
) with (fillfactor = 70);
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
create function keep_agg_activity_daily() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into agg_activity_daily as a
      select (occurred_at at time zone 'UTC')::date, owner_id, type, count(*) from newt where not is_deleted and status = 'COMPLETED'
        and owner_id is not null
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
      select (occurred_at at time zone 'UTC')::date, owner_id, type, -count(*) from oldt where not is_deleted and status = 'COMPLETED'
        and owner_id is not null
       group by 1, 2, 3 order by 1, 2, 3
      on conflict (day, owner_id, type) do update set n = a.n + excluded.n;
  end if;
  return null;
end $$;
create trigger agg_activity_daily_ins after insert on activities referencing new table as newt
  for each statement execute function keep_agg_activity_daily();
create trigger agg_activity_daily_upd after update on activities referencing old table as oldt new table as newt
  for each statement execute function keep_agg_activity_daily();
create trigger agg_activity_daily_del after delete on activities referencing old table as oldt
  for each statement execute function keep_agg_activity_daily();

create table agg_stage_daily (
  day date not null, owner_id uuid not null, stage_id uuid not null, currency char(3) not null, n bigint not null,
    value_sum numeric not null,
  primary key (day, owner_id, stage_id, currency)
) with (fillfactor = 70);
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

-- Entries a day, by the stage that came next (null: the deal still stands there), how many were won at last, and the seconds of ended
-- stays.
create table agg_stage_flow (
  day date not null, owner_id uuid not null, stage_id uuid not null, next_stage_id uuid,
  n bigint not null, won bigint not null, seconds numeric not null,
  constraint ux_agg_stage_flow unique nulls not distinct (day, owner_id, stage_id, next_stage_id)
) with (fillfactor = 70);

create function keep_agg_stage_flow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into agg_stage_flow as a
      select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, next_stage_id, count(*), count(*) filter (where is_won),
             coalesce(sum(greatest(extract(epoch from left_at - entered_at), 0)) filter (where left_at is not null), 0)
        from newt group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (day, owner_id, stage_id, next_stage_id) do update
        set n = a.n + excluded.n, won = a.won + excluded.won, seconds = a.seconds + excluded.seconds;
  else
    insert into agg_stage_flow as a
      select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, next_stage_id, sum(k), coalesce(sum(k) filter (where is_won), 0),
             coalesce(sum(k * greatest(extract(epoch from left_at - entered_at), 0)) filter (where left_at is not null), 0)
        from (select 1 as k, entered_at, owner_id, to_stage_id, next_stage_id, is_won, left_at from newt
              union all select -1, entered_at, owner_id, to_stage_id, next_stage_id, is_won, left_at from oldt) x
       group by 1, 2, 3, 4
      having sum(k) <> 0 or coalesce(sum(k) filter (where is_won), 0) <> 0
          or coalesce(sum(k * greatest(extract(epoch from left_at - entered_at), 0)) filter (where left_at is not null), 0) <> 0
       order by 1, 2, 3, 4
      on conflict (day, owner_id, stage_id, next_stage_id) do update
        set n = a.n + excluded.n, won = a.won + excluded.won, seconds = a.seconds + excluded.seconds;
  end if;
  return null;
end $$;
create trigger agg_stage_flow_ins after insert on deal_stage_history referencing new table as newt
  for each statement execute function keep_agg_stage_flow();
create trigger agg_stage_flow_upd after update on deal_stage_history referencing old table as oldt new table as newt
  for each statement execute function keep_agg_stage_flow();

-- A row that an operator removes for good (a person's wish to be forgotten, a purge) leaves the counts as well.
create function forget_in_aggregates() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_table_name = 'deals' then
    update agg_pipeline a set n = a.n - x.n, value_sum = a.value_sum - x.value_sum, value_default = a.value_default - x.value_default,
           weighted_override = a.weighted_override - x.weighted_override
      from (select owner_id, stage_id, currency, count(*) as n, coalesce(sum(value), 0) as value_sum,
                   coalesce(sum(value) filter (where probability is null), 0) as value_default,
                     coalesce(sum(value * probability), 0) as weighted_override
              from oldt where status = 'OPEN' and not is_deleted group by 1, 2, 3) x
     where (a.owner_id, a.stage_id, a.currency) = (x.owner_id, x.stage_id, x.currency);
    update agg_deal_closed_daily a set n = a.n - x.n, value_sum = a.value_sum - x.value_sum
      from (select (closed_at at time zone 'UTC')::date as day, owner_id, status, currency, count(*) as n,
        coalesce(sum(value), 0) as value_sum
              from oldt where closed_at is not null and not is_deleted group by 1, 2, 3, 4) x
     where (a.day, a.owner_id, a.status, a.currency) = (x.day, x.owner_id, x.status, x.currency);
  elsif tg_table_name = 'deal_stage_history' then
    update agg_stage_daily a set n = a.n - x.n, value_sum = a.value_sum - x.value_sum
      from (select (entered_at at time zone 'UTC')::date as day, owner_id, to_stage_id, coalesce(currency, 'USD') as currency,
        count(*) as n,
                   coalesce(sum(value), 0) as value_sum
              from oldt group by 1, 2, 3, 4) x
     where (a.day, a.owner_id, a.stage_id, a.currency) = (x.day, x.owner_id, x.to_stage_id, x.currency);
    update agg_stage_flow a set n = a.n - x.n, won = a.won - x.won, seconds = a.seconds - x.seconds
      from (select (entered_at at time zone 'UTC')::date as day, owner_id, to_stage_id, next_stage_id, count(*) as n,
        count(*) filter (where is_won) as won,
                   coalesce(sum(greatest(extract(epoch from left_at - entered_at), 0)) filter (where left_at is not null), 0) as seconds
              from oldt group by 1, 2, 3, 4) x
     where (a.day, a.owner_id, a.stage_id) = (x.day, x.owner_id, x.to_stage_id) and a.next_stage_id is not distinct from x.next_stage_id;
  elsif tg_table_name = 'companies' then
    update agg_company_facets a set n = a.n - x.n
      from (select owner_id, industry, company_size, status, count(*) as n from oldt where not is_deleted group by 1, 2, 3, 4) x
     where a.owner_id = x.owner_id and a.status = x.status
       and (a.industry, a.company_size) is not distinct from (x.industry, x.company_size);
  else
    raise exception 'nothing is counted of %', tg_table_name;
  end if;
  return null;
end $$;
create trigger aggregates_del after delete on deals referencing old table as oldt
  for each statement execute function forget_in_aggregates();
create trigger aggregates_del after delete on deal_stage_history referencing old table as oldt
  for each statement execute function forget_in_aggregates();
create trigger aggregates_del after delete on companies referencing old table as oldt
  for each statement execute function forget_in_aggregates();
