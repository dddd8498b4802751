drop trigger aggregates_del on deals;
drop trigger aggregates_del on deal_stage_history;
drop trigger aggregates_del on activities;
drop trigger aggregates_del on companies;
drop function forget_in_aggregates();
drop trigger agg_stage_flow_ins on deal_stage_history;
drop trigger agg_stage_flow_upd on deal_stage_history;
drop function keep_agg_stage_flow();
drop table agg_stage_flow;
create or replace function deals_keep_stage_history() returns trigger language plpgsql security definer set search_path from current as $$
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
alter table deal_stage_history drop column left_at, drop column next_stage_id, drop column is_won;
