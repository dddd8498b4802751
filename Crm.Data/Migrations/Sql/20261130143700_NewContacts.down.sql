drop function made_from_mail(uuid[]);
alter table capture_policies drop column new_contacts;
