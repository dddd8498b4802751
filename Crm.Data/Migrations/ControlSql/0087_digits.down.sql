drop function crm_ext.digits(text);
