drop view company_custom_fields;
drop function company_custom_fields_write();
drop view contact_custom_fields;
drop function contact_custom_fields_write();
drop view deal_custom_fields;
drop function deal_custom_fields_write();
drop view activity_custom_fields;
drop function activity_custom_fields_write();
