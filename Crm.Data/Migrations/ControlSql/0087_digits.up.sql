-- Phone numbers are compared by their digits. Plain SQL, so that the planner inlines it and an expression index on the same call serves.
create function crm_ext.digits(value text) returns text language sql immutable strict parallel safe as
  $$ select regexp_replace(value, '\D', '', 'g') $$;
