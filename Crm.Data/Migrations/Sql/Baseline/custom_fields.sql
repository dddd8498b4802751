-- The specification's *_custom_fields tables, readable and writable, over the typed jsonb column `custom` (docs/decisions/0003).
-- security_invoker: a view obeys the policies of whoever reads it.

create view company_custom_fields with (security_invoker = true) as
  select md5(r.id::text || '/' || e.key)::uuid as id, r.id as company_id, e.key::varchar(100) as field_name, e.value as field_value,
         coalesce(d.field_type, 'TEXT') as field_type
    from companies r cross join lateral jsonb_each_text(r.custom) e
    left join custom_field_definitions d on d.entity = 'company' and d.field_name = e.key;
create function company_custom_fields_write() returns trigger language plpgsql set search_path from current as $$
declare
  kind text;
  typed jsonb;
begin
  if tg_op in ('UPDATE', 'DELETE') then
    update companies set custom = custom - old.field_name, version = version + 1, updated_at = now() where id = old.company_id;
    if not found then raise exception 'no such company or not yours to change' using errcode = '42501'; end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  select coalesce((select field_type from custom_field_definitions where entity = 'company' and field_name = new.field_name),
    new.field_type, 'TEXT') into kind;
  typed := crm_ext.custom_value(kind, new.field_value);
  update companies set custom = jsonb_set(custom, array[new.field_name], typed), version = version + 1, updated_at = now()
    where id = new.company_id;
  if not found then raise exception 'no such company or not yours to change' using errcode = '42501'; end if;
  return new;
end $$;
create trigger company_custom_fields_write instead of insert or update or delete on company_custom_fields for each row
  execute function company_custom_fields_write();

create view contact_custom_fields with (security_invoker = true) as
  select md5(r.id::text || '/' || e.key)::uuid as id, r.id as contact_id, e.key::varchar(100) as field_name, e.value as field_value,
         coalesce(d.field_type, 'TEXT') as field_type
    from contacts r cross join lateral jsonb_each_text(r.custom) e
    left join custom_field_definitions d on d.entity = 'contact' and d.field_name = e.key;
create function contact_custom_fields_write() returns trigger language plpgsql set search_path from current as $$
declare
  kind text;
  typed jsonb;
begin
  if tg_op in ('UPDATE', 'DELETE') then
    update contacts set custom = custom - old.field_name, version = version + 1, updated_at = now() where id = old.contact_id;
    if not found then raise exception 'no such contact or not yours to change' using errcode = '42501'; end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  select coalesce((select field_type from custom_field_definitions where entity = 'contact' and field_name = new.field_name),
    new.field_type, 'TEXT') into kind;
  typed := crm_ext.custom_value(kind, new.field_value);
  update contacts set custom = jsonb_set(custom, array[new.field_name], typed), version = version + 1, updated_at = now()
    where id = new.contact_id;
  if not found then raise exception 'no such contact or not yours to change' using errcode = '42501'; end if;
  return new;
end $$;
create trigger contact_custom_fields_write instead of insert or update or delete on contact_custom_fields for each row
  execute function contact_custom_fields_write();

create view deal_custom_fields with (security_invoker = true) as
  select md5(r.id::text || '/' || e.key)::uuid as id, r.id as deal_id, e.key::varchar(100) as field_name, e.value as field_value,
         coalesce(d.field_type, 'TEXT') as field_type
    from deals r cross join lateral jsonb_each_text(r.custom) e
    left join custom_field_definitions d on d.entity = 'deal' and d.field_name = e.key;
create function deal_custom_fields_write() returns trigger language plpgsql set search_path from current as $$
declare
  kind text;
  typed jsonb;
begin
  if tg_op in ('UPDATE', 'DELETE') then
    update deals set custom = custom - old.field_name, version = version + 1, updated_at = now() where id = old.deal_id;
    if not found then raise exception 'no such deal or not yours to change' using errcode = '42501'; end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  select coalesce((select field_type from custom_field_definitions where entity = 'deal' and field_name = new.field_name), new.field_type,
    'TEXT') into kind;
  typed := crm_ext.custom_value(kind, new.field_value);
  update deals set custom = jsonb_set(custom, array[new.field_name], typed), version = version + 1, updated_at = now()
    where id = new.deal_id;
  if not found then raise exception 'no such deal or not yours to change' using errcode = '42501'; end if;
  return new;
end $$;
create trigger deal_custom_fields_write instead of insert or update or delete on deal_custom_fields for each row
  execute function deal_custom_fields_write();

create view activity_custom_fields with (security_invoker = true) as
  select md5(r.id::text || '/' || e.key)::uuid as id, r.id as activity_id, e.key::varchar(100) as field_name, e.value as field_value,
         coalesce(d.field_type, 'TEXT') as field_type
    from activities r cross join lateral jsonb_each_text(r.custom) e
    left join custom_field_definitions d on d.entity = 'activity' and d.field_name = e.key;
create function activity_custom_fields_write() returns trigger language plpgsql set search_path from current as $$
declare
  kind text;
  typed jsonb;
begin
  if tg_op in ('UPDATE', 'DELETE') then
    update activities set custom = custom - old.field_name, version = version + 1, updated_at = now() where id = old.activity_id;
    if not found then raise exception 'no such activity or not yours to change' using errcode = '42501'; end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  select coalesce((select field_type from custom_field_definitions where entity = 'activity' and field_name = new.field_name),
    new.field_type, 'TEXT') into kind;
  typed := crm_ext.custom_value(kind, new.field_value);
  update activities set custom = jsonb_set(custom, array[new.field_name], typed), version = version + 1, updated_at = now()
    where id = new.activity_id;
  if not found then raise exception 'no such activity or not yours to change' using errcode = '42501'; end if;
  return new;
end $$;
create trigger activity_custom_fields_write instead of insert or update or delete on activity_custom_fields for each row
  execute function activity_custom_fields_write();
