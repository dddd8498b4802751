drop function crm_ext.differ(uuid, uuid);
