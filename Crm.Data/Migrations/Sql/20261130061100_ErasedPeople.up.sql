-- People who asked to be forgotten: marks of their addresses (person_mark), so that capture never takes them up again
-- and nobody can read who they were.
create table erased_people (
  mark uuid primary key,
  erased_at timestamptz not null default now(),
  erased_by uuid
);

-- Forgets a contact, or counts what that would take:
-- {"removed": activities that go, "emptied": activities that stay without the person}. Runs as
-- the tables' owner and looks who asks: an administrator's.
create function erase_person(contact_ uuid, really boolean) returns jsonb
  language plpgsql security definer set search_path from current as $$
declare
  addresses_ text[];
  alone uuid[];
  shared uuid[];
begin
  if not is_administrator() then
    raise exception 'only an administrator erases a person' using errcode = 'insufficient_privilege';
  end if;
  addresses_ := array(select address from contact_addresses where contact_id = contact_);

  -- Every activity that is about the person or has them on it; captured ones on which no other outsider is go with them.
  with about as (
    select a.id, a.source_key is not null and not exists (
        select from activity_participants p where p.activity_id = a.id and p.user_id is null and p.address <> all (addresses_)) as is_alone
      from activities a
     where a.contact_id = contact_
        or exists (select from activity_participants p
                    where p.activity_id = a.id and (p.contact_id = contact_ or p.address = any (addresses_))))
  select array_agg(id) filter (where is_alone), array_agg(id) filter (where not is_alone) into alone, shared from about;

  if really then
    insert into erased_people (mark, erased_by)
      select person_mark(a), crm_ext.current_user_id() from unnest(addresses_) a on conflict do nothing;
    perform keep_out(alone, 'erased');
    -- What the person wrote, and what somebody wrote about them alone, goes; what others wrote to several people stays without them.
    update activities a set subject = 'Erased person', body = null, location = null, source_link = null
     where a.id = any (shared) and (
       a.source_key is null and a.contact_id = contact_
       or exists (select from activity_participants p
                   where p.activity_id = a.id and p.kind in ('FROM','ORGANIZER') and p.address = any (addresses_)));
    delete from activity_participants where address = any (addresses_) or contact_id = contact_;
    perform forget_words(array(select id from activities where id = any (shared) and subject = 'Erased person'));
    delete from presses where strpos(outcome::text, contact_::text) > 0 or strpos(records::text, contact_::text) > 0;
    delete from external_ids where entity = 'contact' and record_id = contact_;
    delete from contacts where id = contact_;
    delete from record_history where entity = 'contact' and record_id = contact_;
  end if;
  return jsonb_build_object('removed', coalesce(cardinality(alone), 0), 'emptied', coalesce(cardinality(shared), 0));
end $$;
revoke execute on function erase_person(uuid, boolean) from public;

-- Which of these addresses are of people who are to stay forgotten.
create function erased_among(addresses_ text[]) returns setof text language sql stable security definer set search_path from current as $$
  select a from unnest(addresses_) a
   where exists (select from erased_people) and exists (select from erased_people e where e.mark = person_mark(a))
$$;
revoke execute on function erased_among(text[]) from public;

do $$
declare
  s constant text := current_schema();
  admin constant text := quote_ident(s || '_admin');
begin
  alter table erased_people enable row level security;
  execute format('create policy administration on erased_people for select to %s using (true)', admin);
  execute format('grant select on erased_people to %s', admin);
  execute format('grant execute on function erase_person(uuid, boolean), erased_among(text[]) to %s', admin);
end $$;
