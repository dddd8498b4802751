alter table crm_control.tenants drop column country;
