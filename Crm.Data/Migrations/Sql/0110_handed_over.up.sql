-- A deal that was given to somebody takes its company and contact along in their sight, though these stay their owner's (docs/decisions/0025). Only what a
-- manager, an administrator or an import links counts: a USER who could write a company's id into an own deal would read it otherwise. (In a deal of somebody
-- else a USER's merge alone changes them, through a function of ours.)
create table record_sights (
  record_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  deal_id uuid not null references deals (id) on delete cascade,
  primary key (record_id, user_id, deal_id)
);
create index ix_record_sights_user on record_sights (user_id, record_id);
create index ix_record_sights_deal on record_sights (deal_id);

insert into record_sights (record_id, user_id, deal_id)
  select c.id, d.owner_id, d.id from deals d join companies c on c.id = d.company_id where c.owner_id <> d.owner_id and not d.is_deleted
  union all
  select c.id, d.owner_id, d.id from deals d join contacts c on c.id = d.contact_id where c.owner_id <> d.owner_id and not d.is_deleted;

-- Who is to be told of a deal that somebody else made theirs; the bot takes a row out when it has told. Given back before that, nobody is told.
create table deal_handovers (
  deal_id uuid primary key references deals (id) on delete cascade,
  from_user uuid not null,
  to_user uuid not null,
  by_user uuid,
  given_at timestamptz not null default now(),
  held_until timestamptz
);

create function deals_are_handed_over() returns trigger language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  by_user constant boolean := current_setting('role') in (current_schema() || '_own', current_schema() || '_read');
begin
  if tg_op = 'INSERT' then
    insert into record_sights (record_id, user_id, deal_id)
      select c.id, n.owner_id, n.id from newt n join companies c on c.id = n.company_id where c.owner_id <> n.owner_id and not (by_user and n.owner_id = me)
      union all
      select c.id, n.owner_id, n.id from newt n join contacts c on c.id = n.contact_id where c.owner_id <> n.owner_id and not (by_user and n.owner_id = me)
      on conflict do nothing;
    return null;
  end if;
  if not exists (select from newt n join oldt o using (id) where (n.owner_id, n.company_id, n.contact_id) is distinct from (o.owner_id, o.company_id, o.contact_id)) then
    return null;
  end if;
  delete from record_sights s using newt n where s.deal_id = n.id and s.user_id <> n.owner_id;
  insert into record_sights (record_id, user_id, deal_id)
    select c.id, n.owner_id, n.id from newt n join oldt o using (id) join companies c on c.id = n.company_id
     where c.owner_id <> n.owner_id and not (by_user and n.owner_id = me) and (n.owner_id, n.company_id) is distinct from (o.owner_id, o.company_id)
    union all
    select c.id, n.owner_id, n.id from newt n join oldt o using (id) join contacts c on c.id = n.contact_id
     where c.owner_id <> n.owner_id and not (by_user and n.owner_id = me) and (n.owner_id, n.contact_id) is distinct from (o.owner_id, o.contact_id)
    on conflict do nothing;
  insert into deal_handovers (deal_id, from_user, to_user, by_user)
    select n.id, o.owner_id, n.owner_id, me from newt n join oldt o using (id) where n.owner_id <> o.owner_id and not n.is_deleted
    on conflict (deal_id) do update set to_user = excluded.to_user, by_user = excluded.by_user, given_at = excluded.given_at, held_until = null;
  delete from deal_handovers h using newt n where h.deal_id = n.id and (h.to_user = h.from_user or h.to_user = h.by_user);
  return null;
end $$;
create trigger deals_handed_over_ins after insert on deals referencing new table as newt for each statement execute function deals_are_handed_over();
create trigger deals_handed_over_upd after update on deals referencing old table as oldt new table as newt for each statement execute function deals_are_handed_over();

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

-- The policies are asked for every row that is not the reader's own. Lists, counts and exports ask for the reader's own rows by themselves, and keep their indexes.
do $$
declare
  s constant text := current_schema();
  own constant text := format('%I', s || '_own');
  me constant text := '(select crm_ext.current_user_id())';
  v record;
begin
  alter table record_sights enable row level security;
  execute format('create policy user_data_isolation on record_sights for select to %s using (user_id = %s)', own, me);
  execute format('grant select on record_sights to %s', own);
  for v in select * from (values ('companies', 'id'), ('contacts', 'id'), ('contact_addresses', 'contact_id')) v (t, k) loop
    execute format('create policy of_own_deals on %I for select to %s using (exists (select from record_sights s where s.user_id = %s and s.record_id = %I.%I))', v.t, own, me, v.t, v.k);
  end loop;
  alter table deal_handovers enable row level security;
  execute format('create policy administration on deal_handovers for all to %I using (true) with check (true)', s || '_admin');
  execute format('grant select, update, delete on deal_handovers to %I', s || '_admin');
end $$;

-- What a search finds of them: a few, looked at by themselves beside search_names (0071).
create function search_in_sight(wanted text[], most integer) returns table (kind text, id uuid)
  language sql stable security definer rows 10 set search_path from current as $$
  (select 'COMPANY', c.id from record_sights s join companies c on c.id = s.record_id
    where s.user_id = crm_ext.current_user_id() and not c.is_deleted and c.name_folded like all (wanted) group by c.id limit most)
  union all
  (select 'CONTACT', c.id from record_sights s join contacts c on c.id = s.record_id
    where s.user_id = crm_ext.current_user_id() and not c.is_deleted and c.search_folded like all (wanted) group by c.id limit most)
$$;
do $$
declare s constant text := current_schema();
begin
  revoke all on function search_in_sight(text[], integer) from public;
  execute format('grant execute on function search_in_sight(text[], integer) to %I, %I, %I, %I', s || '_own', s || '_read', s || '_manage', s || '_admin');
end $$;
