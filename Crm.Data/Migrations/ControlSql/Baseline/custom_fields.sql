-- A custom field's text as the JSON type its definition asks for; text that does not fit is refused, not stored as text.
create function crm_ext.custom_value(field_type text, value text) returns jsonb language plpgsql immutable as $$
begin
  return case
    when value is null then 'null'::jsonb
    when field_type = 'NUMBER' then to_jsonb(value::numeric)
    when field_type = 'BOOLEAN' then to_jsonb(value::boolean)
    when field_type = 'DATE' then to_jsonb(value::date)
    when field_type = 'MULTI_SELECT' then value::jsonb
    else to_jsonb(value)
  end;
end $$;

-- The filter language's view of custom fields. Plain SQL, so that the planner inlines them: an expression index on the same call serves.
-- A value of another type than the field's (written past the product) reads as none instead of failing the whole list.
create function crm_ext.custom_text(custom jsonb, field text) returns text language sql immutable parallel safe as
  $$ select custom ->> field $$;
create function crm_ext.custom_number(custom jsonb, field text) returns numeric language sql immutable parallel safe as
  $$ select case when jsonb_typeof(custom -> field) = 'number' then (custom ->> field)::numeric end $$;
create function crm_ext.custom_boolean(custom jsonb, field text) returns boolean language sql immutable parallel safe as
  $$ select case when jsonb_typeof(custom -> field) = 'boolean' then (custom ->> field)::boolean end $$;
create function crm_ext.custom_count(custom jsonb, field text) returns integer language sql immutable parallel safe as
  $$ select case when jsonb_typeof(custom -> field) = 'array' then nullif(jsonb_array_length(custom -> field), 0) end $$;
create function crm_ext.custom_contains(custom jsonb, part text) returns boolean language sql immutable parallel safe as
  $$ select custom @> part::jsonb $$;

-- A day that no calendar has (2027-02-31) reads as none, too: make_date() would raise, and fail every filter on its field.
create function crm_ext.custom_date(custom jsonb, field text) returns date language sql immutable parallel safe as
  $$ select case when custom ->> field ~
    '^(?!0000)(\d{4}-(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|\d{4}-(0[469]|11)-(0[1-9]|[12]\d|30)|\d{4}-02-(0[1-9]|1\d|2[0-8])|(\d\d(0[48]'
    '|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$'
    then make_date(left(custom ->> field, 4)::int, substr(custom ->> field, 6, 2)::int, right(custom ->> field, 2)::int) end $$;
