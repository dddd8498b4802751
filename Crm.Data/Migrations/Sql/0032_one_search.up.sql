-- The search of migration 0012; since 0014 nobody asks it.
drop function search_candidates(text, text, integer);
