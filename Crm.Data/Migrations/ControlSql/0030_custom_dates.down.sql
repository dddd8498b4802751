create or replace function crm_ext.custom_date(custom jsonb, field text) returns date language sql immutable parallel safe as
  $$ select case when custom ->> field ~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' then make_date(left(custom ->> field, 4)::int, substr(custom ->> field, 6, 2)::int, right(custom ->> field, 2)::int) end $$;
