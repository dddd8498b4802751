-- What an unread list kept out, a person's entry kept out of colleagues' mailboxes: it is looked at again with the rest.
create or replace function read_again(user_ uuid, reasons_ text[]) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  marked integer;
begin
  if user_ is distinct from crm_ext.current_user_id() and not is_administrator() then
    return 0;
  end if;
  with looked as (
    update capture_ledger set read_again_at = now()
     where (user_ is null or user_id = user_ or reason in ('never-log', 'list-unread')) and reason = any (reasons_)
       and outcome in ('SKIPPED','REMOVED')
    returning user_id)
  select count(*) filter (where user_ is null or user_id = user_) into marked from looked;
  return marked;
end $$;
