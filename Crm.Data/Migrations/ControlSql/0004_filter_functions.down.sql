drop function crm_ext.custom_contains(jsonb, text);
drop function crm_ext.custom_count(jsonb, text);
drop function crm_ext.custom_boolean(jsonb, text);
drop function crm_ext.custom_date(jsonb, text);
drop function crm_ext.custom_number(jsonb, text);
drop function crm_ext.custom_text(jsonb, text);
