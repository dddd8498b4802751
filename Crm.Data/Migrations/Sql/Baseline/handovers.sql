-- A deal that was given to somebody takes its company and contact along in their sight, though these stay their owner's
-- (docs/decisions/0025). Only what a manager, an administrator or an import links counts: a USER who could write a company's id into an own
-- deal would read it otherwise. (In a deal of somebody else a USER's merge alone changes them, through a function of ours.)
create table record_sights (
  record_id uuid not null,
  kind text not null constraint ck_record_sights_kind check (kind in ('COMPANY', 'CONTACT')),
  user_id uuid not null references users (id) on delete cascade,
  deal_id uuid not null references deals (id) on delete cascade,
  primary key (record_id, user_id, deal_id)
);
create index ix_record_sights_user on record_sights (user_id, kind, record_id);
create index ix_record_sights_deal on record_sights (deal_id);

-- Who is to be told of a deal that somebody else made theirs; the bot takes a row out when it has told. Given back before that, nobody is
-- told.
create table deal_handovers (
  deal_id uuid primary key references deals (id) on delete cascade,
  from_user uuid not null,
  to_user uuid not null,
  by_user uuid,
  given_at timestamptz not null default now(),
  held_until timestamptz
);

-- Whether a sight is of a company or of a contact: a search looks at these only, and the planner may begin with the names instead.
create function record_sights_know_their_kind() returns trigger language plpgsql security definer set search_path from current as $$
begin
  new.kind := case when exists (select from companies c where c.id = new.record_id) then 'COMPANY' else 'CONTACT' end;
  return new;
end $$;
create trigger record_sights_kind before insert on record_sights for each row execute function record_sights_know_their_kind();

create function deals_are_handed_over() returns trigger language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  by_user constant boolean := current_setting('role') in (current_schema() || '_own', current_schema() || '_read');
begin
  if tg_op = 'INSERT' then
    insert into record_sights (record_id, user_id, deal_id)
      select c.id, n.owner_id, n.id from newt n join companies c on c.id = n.company_id where c.owner_id <> n.owner_id
        and not (by_user and n.owner_id = me)
      union all
      select c.id, n.owner_id, n.id from newt n join contacts c on c.id = n.contact_id where c.owner_id <> n.owner_id
        and not (by_user and n.owner_id = me)
      on conflict do nothing;
    return null;
  end if;
  if not exists (select from newt n join oldt o using (id)
    where (n.owner_id, n.company_id, n.contact_id) is distinct from (o.owner_id, o.company_id, o.contact_id)) then
    return null;
  end if;
  delete from record_sights s using newt n where s.deal_id = n.id and s.user_id <> n.owner_id;
  insert into record_sights (record_id, user_id, deal_id)
    select c.id, n.owner_id, n.id from newt n join oldt o using (id) join companies c on c.id = n.company_id
     where c.owner_id <> n.owner_id and not (by_user and n.owner_id = me)
       and (n.owner_id, n.company_id) is distinct from (o.owner_id, o.company_id)
    union all
    select c.id, n.owner_id, n.id from newt n join oldt o using (id) join contacts c on c.id = n.contact_id
     where c.owner_id <> n.owner_id and not (by_user and n.owner_id = me)
       and (n.owner_id, n.contact_id) is distinct from (o.owner_id, o.contact_id)
    on conflict do nothing;
  insert into deal_handovers (deal_id, from_user, to_user, by_user)
    select n.id, o.owner_id, n.owner_id, me from newt n join oldt o using (id) where n.owner_id <> o.owner_id and not n.is_deleted
    on conflict (deal_id) do update set to_user = excluded.to_user, by_user = excluded.by_user, given_at = excluded.given_at,
      held_until = null;
  delete from deal_handovers h using newt n where h.deal_id = n.id and (h.to_user = h.from_user or h.to_user = h.by_user);
  return null;
end $$;
create trigger deals_handed_over_ins after insert on deals referencing new table as newt for each statement
  execute function deals_are_handed_over();
create trigger deals_handed_over_upd after update on deals referencing old table as oldt new table as newt
  for each statement execute function deals_are_handed_over();

-- A company or contact that gets another owner stays in the sight of those whose deals it belongs to.
create function deals_keep_their_records() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select from newt n join oldt o using (id) where n.owner_id <> o.owner_id) then
    execute format('insert into record_sights (record_id, user_id, deal_id)
        select n.id, d.owner_id, d.id from newt n join oldt o using (id) join deals d on d.%I = n.id
         where n.owner_id <> o.owner_id and d.owner_id <> n.owner_id and not d.is_deleted on conflict do nothing', tg_argv[0]);
  end if;
  return null;
end $$;
create trigger companies_stay_in_sight after update on companies referencing old table as oldt new table as newt
  for each statement execute function deals_keep_their_records('company_id');
create trigger contacts_stay_in_sight after update on contacts referencing old table as oldt new table as newt
  for each statement execute function deals_keep_their_records('contact_id');
