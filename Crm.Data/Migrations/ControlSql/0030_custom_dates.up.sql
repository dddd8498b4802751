-- A day that no calendar has (2027-02-31), stored past the product, made every filter on its field fail: make_date() raises. Such a value
-- reads as none now, as values of another type do. Still plain SQL, so that it is inlined and the field's expression index serves; indexes
-- that stand hold real days only (a build over such a value failed), so their entries stay true.
create or replace function crm_ext.custom_date(custom jsonb, field text) returns date language sql immutable parallel safe as
  $$ select case when custom ->> field ~ '^(?!0000)(\d{4}-(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|\d{4}-(0[469]|11)-(0[1-9]|[12]\d|30)|\d{4}-02-(0[1-9]|1\d|2[0-8])|(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$' then make_date(left(custom ->> field, 4)::int, substr(custom ->> field, 6, 2)::int, right(custom ->> field, 2)::int) end $$;
