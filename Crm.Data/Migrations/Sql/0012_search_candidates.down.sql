drop function search_candidates(text, text, integer);
