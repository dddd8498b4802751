-- Contacts that capture makes of people on mail (docs/decisions/0036).
alter table capture_policies add column new_contacts text
  constraint ck_capture_policies_new_contacts check (new_contacts in ('NEVER','WHEN_WE_WROTE_FIRST','ALWAYS'));

-- A new record has no history; one that nobody made begins with saying so.
create function made_from_mail(contacts_ uuid[]) returns void language sql security definer set search_path from current as $$
  insert into record_history (id, entity, record_id, version, changed_by, door, changes)
    select crm_ext.uuid_v7(), 'contact', id, version, null, 'CAPTURE', '{"made_from_mail": {"from": null, "to": true}}'::jsonb
      from contacts where id = any (contacts_)
$$;
revoke execute on function made_from_mail(uuid[]) from public;

do $$
begin
  execute format('grant execute on function made_from_mail(uuid[]) to %I', current_schema() || '_admin');
end $$;
