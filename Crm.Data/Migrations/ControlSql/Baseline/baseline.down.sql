-- The application's role stays: it belongs to the cluster. It loses every right here; the schemas stay for what else may be in them.
drop table crm_control.capture_runs, crm_control.graph_notifications, crm_control.graph_subscriptions,
  crm_control.reminders, crm_control.conversation_references, crm_control.answers, crm_control.tenants;
revoke usage on schema crm_control from crm_app;
drop function crm_ext.fold(text), crm_ext.current_user_id(), crm_ext.uuid_v7(), crm_ext.differ(uuid, uuid), crm_ext.digits(text),
  crm_ext.name_key(text), crm_ext.custom_value(text, text), crm_ext.custom_text(jsonb, text), crm_ext.custom_number(jsonb, text),
  crm_ext.custom_boolean(jsonb, text), crm_ext.custom_count(jsonb, text), crm_ext.custom_contains(jsonb, text),
    crm_ext.custom_date(jsonb, text);
drop extension if exists btree_gin;
drop extension if exists unaccent;
drop extension if exists pg_trgm;
