drop function move_company_links(uuid, uuid, jsonb, timestamptz);
drop table company_domains;
drop table company_merges;
