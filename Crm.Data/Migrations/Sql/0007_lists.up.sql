-- What lists need: one settings row (its version rises whenever people, stages or custom fields change, so that readers may keep what they
-- read; its key signs cursors), and the industry without case and accents.
create table tenant_settings (
  id boolean primary key default true constraint ck_tenant_settings_one check (id),
  version bigint not null default 1,
  signing_key bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
);
insert into tenant_settings default values;

create function settings_changed() returns trigger language plpgsql security definer set search_path from current as $$
begin
  update tenant_settings set version = version + 1;
  return null;
end $$;
create trigger users_settings after insert or delete or update of name, email, is_deleted on users for each statement execute function settings_changed();
create trigger pipeline_stages_settings after insert or update or delete on pipeline_stages for each statement execute function settings_changed();
create trigger custom_field_definitions_settings after insert or update or delete on custom_field_definitions for each statement execute function settings_changed();

do $$ begin
  execute format('grant select on tenant_settings to %I, %I, %I, %I',
    current_schema() || '_own', current_schema() || '_read', current_schema() || '_manage', current_schema() || '_admin');
end $$;

alter table companies add column industry_folded text collate "C" generated always as (crm_ext.fold(industry)) stored;
