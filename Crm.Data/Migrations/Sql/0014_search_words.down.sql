drop function search_candidates(text[], text, text, integer);
