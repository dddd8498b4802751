-- A company's name by its letters and digits alone: "L.I.T. Ware, Inc." and "Litware Inc" are one key. Legal forms are the application's data (legal-forms.txt).
create index concurrently if not exists ix_companies_name_key on companies (crm_ext.name_key(name_folded)) where not is_deleted;
