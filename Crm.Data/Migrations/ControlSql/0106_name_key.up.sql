-- Names are compared by their letters and digits; the argument is folded already. Plain SQL, so that the planner inlines it and an expression index on
-- the same call serves.
create function crm_ext.name_key(folded text) returns text language sql immutable strict parallel safe as
  $$ select translate(folded, ' .,;:!?''"`´’‘‛“”„‟«»()[]{}<>/\|-_‐‑‒–—―−+*&@#%§°•·~^=™®©' || chr(160), '') $$;
