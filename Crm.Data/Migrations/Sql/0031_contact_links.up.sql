-- A merge of contacts moves what points at the one to the other: activities, deals, participants, also those that the person who merges may
-- not see or change (a colleague's mail about the contact), because nothing may point at a deleted contact. So it runs as the owner of the
-- tables and asks itself what policies would: a USER moves links between contacts of their own only.
-- only_: what an undo moves back, of the shape this function gave out; null moves everything.
create function move_contact_links(source_ uuid, target_ uuid, only_ jsonb, at_ timestamptz) returns jsonb language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  activities_ uuid[];
  deals_ uuid[];
  participants_ jsonb;
begin
  if current_setting('role') in (current_schema() || '_own', current_schema() || '_read')
     and (select count(*) from contacts where id in (source_, target_) and owner_id = me) <> 2 then
    raise exception 'only the owner of both contacts moves their links' using errcode = '42501';
  end if;
  with moved as (
    update activities a set contact_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where contact_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'activities') v)) returning id)
  select array_agg(id) into activities_ from moved;
  with moved as (
    update deals d set contact_id = target_, version = version + 1, updated_at = at_, updated_by = me
     where contact_id = source_ and (only_ is null or id in (select v::uuid from jsonb_array_elements_text(only_ -> 'deals') v)) returning id)
  select array_agg(id) into deals_ from moved;
  with moved as (
    update activity_participants p set contact_id = target_
     where contact_id = source_ and (only_ is null or (activity_id, kind, address) in (
             select (v ->> 'activityId')::uuid, v ->> 'kind', v ->> 'address' from jsonb_array_elements(only_ -> 'participants') v))
     returning activity_id, kind, address)
  select jsonb_agg(jsonb_build_object('activityId', activity_id, 'kind', kind, 'address', address)) into participants_ from moved;
  return jsonb_build_object(
    'activities', coalesce(to_jsonb(activities_), '[]'), 'deals', coalesce(to_jsonb(deals_), '[]'), 'participants', coalesce(participants_, '[]'));
end $$;
