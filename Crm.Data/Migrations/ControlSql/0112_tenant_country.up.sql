alter table crm_control.tenants add column country char(2) constraint ck_tenants_country check (country ~ '^[A-Z]{2}$');
