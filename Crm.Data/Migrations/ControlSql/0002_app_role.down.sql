revoke all on all tables in schema crm_control from crm_app;
revoke usage on schema crm_control from crm_app;
