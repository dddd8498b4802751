-- What the triggers keep row by row, counted once after a load without them. A new trigger-kept table belongs here as well: a test loads
-- the same rows with and without triggers and compares every such table. Days are written in their order: a quarter of agg_stage_flow lay
-- on 8,000 scattered pages at size M otherwise.
insert into agg_pipeline
  select owner_id, stage_id, currency, count(*), coalesce(sum(value), 0), coalesce(sum(value) filter (where probability is null), 0),
         coalesce(sum(value * probability), 0)
    from deals where status = 'OPEN' and not is_deleted group by 1, 2, 3;
insert into agg_company_facets
  select owner_id, industry, company_size, status, count(*) from companies where not is_deleted group by 1, 2, 3, 4;
insert into agg_activity_daily
  select (occurred_at at time zone 'UTC')::date, owner_id, type, count(*) from activities where not is_deleted and status = 'COMPLETED'
    and owner_id is not null group by 1, 2, 3 order by 1, 2, 3;
insert into agg_stage_daily
  select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, coalesce(currency, 'USD'), count(*), coalesce(sum(value), 0)
    from deal_stage_history group by 1, 2, 3, 4 order by 1, 2, 3, 4;
insert into agg_deal_closed_daily
  select (closed_at at time zone 'UTC')::date, owner_id, status, currency, count(*), coalesce(sum(value), 0)
    from deals where closed_at is not null and not is_deleted group by 1, 2, 3, 4 order by 1, 2, 3, 4;
insert into agg_stage_flow
  select (entered_at at time zone 'UTC')::date, owner_id, to_stage_id, next_stage_id, count(*), count(*) filter (where is_won),
         coalesce(sum(greatest(extract(epoch from left_at - entered_at), 0)) filter (where left_at is not null), 0)
    from deal_stage_history group by 1, 2, 3, 4 order by 1, 2, 3, 4;
insert into record_sights (record_id, user_id, deal_id)
  select c.id, d.owner_id, d.id from deals d join companies c on c.id = d.company_id where c.owner_id <> d.owner_id and not d.is_deleted
  union all
  select c.id, d.owner_id, d.id from deals d join contacts c on c.id = d.contact_id where c.owner_id <> d.owner_id and not d.is_deleted
  on conflict do nothing;
update tenant_settings set version = version + 1;
