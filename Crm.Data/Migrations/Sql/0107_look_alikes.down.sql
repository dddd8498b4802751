drop function search_company_like(text, integer);
drop function search_company_keys(text, text[], text[], text[], integer);
