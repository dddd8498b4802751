alter table companies drop column industry_folded;
drop trigger custom_field_definitions_settings on custom_field_definitions;
drop trigger pipeline_stages_settings on pipeline_stages;
drop trigger users_settings on users;
drop function settings_changed();
drop table tenant_settings;
