drop table contact_merges;
