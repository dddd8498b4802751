drop function crm_ext.name_key(text);
