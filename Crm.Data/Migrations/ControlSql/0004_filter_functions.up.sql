-- The filter language's view of custom fields. Plain SQL, so that the planner inlines them: an expression index on the same call serves.
-- A value of another type than the field's (written past the product) reads as none instead of failing the whole list.
create function crm_ext.custom_text(custom jsonb, field text) returns text language sql immutable parallel safe as
  $$ select custom ->> field $$;
create function crm_ext.custom_number(custom jsonb, field text) returns numeric language sql immutable parallel safe as
  $$ select case when jsonb_typeof(custom -> field) = 'number' then (custom ->> field)::numeric end $$;
create function crm_ext.custom_date(custom jsonb, field text) returns date language sql immutable parallel safe as
  $$ select case when custom ->> field ~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' then make_date(left(custom ->> field, 4)::int, substr(custom ->> field, 6, 2)::int, right(custom ->> field, 2)::int) end $$;
create function crm_ext.custom_boolean(custom jsonb, field text) returns boolean language sql immutable parallel safe as
  $$ select case when jsonb_typeof(custom -> field) = 'boolean' then (custom ->> field)::boolean end $$;
create function crm_ext.custom_count(custom jsonb, field text) returns integer language sql immutable parallel safe as
  $$ select case when jsonb_typeof(custom -> field) = 'array' then nullif(jsonb_array_length(custom -> field), 0) end $$;
create function crm_ext.custom_contains(custom jsonb, part text) returns boolean language sql immutable parallel safe as
  $$ select custom @> part::jsonb $$;
