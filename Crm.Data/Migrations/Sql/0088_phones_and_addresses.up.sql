-- Every address that RFC 5321 and RFC 6531 allow; the specification's pattern is a part of it. The code has the same text (EmailAddress.Pattern).
alter table contacts drop constraint chk_email_format;
alter table contacts add constraint chk_email_format check (email ~ '^("([^"\\]|\\.)+"|[^\s"(),:;<>@\[\\\]]+)@(([^\s"(),:;<>@\[\\\].]+\.)+[^\s"(),:;<>@\[\\\].0-9][^\s"(),:;<>@\[\\\].]+|\[[0-9A-Za-z:.]+\])$') not valid;
alter table contacts validate constraint chk_email_format;

-- Who has a phone number in which these digits stand. As the functions of 0071: what is shown of it is read under the caller's own rights.
create function search_phones(digits text, most integer) returns table (kind text, id uuid)
  language plpgsql stable security definer rows 40 set search_path from current as $$
declare
  mine constant text := case when current_setting('role') = current_schema() || '_own' then format(' and owner_id = %L::uuid', crm_ext.current_user_id()) else '' end;
  wanted constant text := '%' || digits || '%';
begin
  return query execute format('select ''CONTACT'', id from contacts where not is_deleted and (crm_ext.digits(phone) like %1$L or crm_ext.digits(mobile) like %1$L)%2$s limit %3$s', wanted, mine, most);
  return query execute format('select ''COMPANY'', id from companies where not is_deleted and crm_ext.digits(phone) like %1$L%2$s limit %3$s', wanted, mine, most);
end $$;
do $$
declare s constant text := current_schema();
begin
  revoke all on function search_phones(text, integer) from public;
  execute format('grant execute on function search_phones(text, integer) to %I, %I, %I, %I', s || '_own', s || '_read', s || '_manage', s || '_admin');
end $$;
