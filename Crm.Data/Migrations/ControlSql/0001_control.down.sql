drop table crm_control.graph_notifications, crm_control.graph_subscriptions, crm_control.tenants;
drop function crm_ext.custom_value(text, text), crm_ext.uuid_v7(), crm_ext.current_user_id(), crm_ext.fold(text);
drop extension if exists unaccent;
drop extension if exists pg_trgm;
