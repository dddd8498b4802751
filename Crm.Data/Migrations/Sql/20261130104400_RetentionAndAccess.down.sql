create or replace function may_read_words(activity_ uuid) returns boolean
  language sql stable security definer set search_path from current as $$
  select current_setting('app.door', true) = 'CAPTURE'
      or exists (select from activity_mailboxes m where m.activity_id = activity_ and m.user_id = crm_ext.current_user_id()
                    and m.presence not in ('DECLINED','GONE'))
$$;
drop function told_word_request(uuid);
drop function take_word_requests(uuid[], interval, integer);
drop table word_requests;
drop function may_show_words(uuid);
drop function leave_capture(boolean);
drop function expire_captured(timestamptz, integer, boolean);
create or replace function keep_out(activities_ uuid[], reason_ text) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  me constant uuid := crm_ext.current_user_id();
  anybodys constant boolean := is_administrator();
  gone uuid[];
begin
  select array_agg(a.id) into gone from activities a
   where a.id = any (activities_) and a.source_key is not null
     and (anybodys or exists (select from activity_mailboxes m where m.activity_id = a.id and m.user_id = me)
          or exists (select from activity_participants p where p.activity_id = a.id and p.user_id = me));
  if gone is null then
    return 0;
  end if;
  update capture_ledger set outcome = 'REMOVED', reason = reason_, decided_at = now() where activity_id = any (gone);
  perform forget_words(gone);
  delete from activities where id = any (gone);
  delete from record_history where entity = 'activity' and record_id = any (gone);
  return cardinality(gone);
end $$;
drop function take_out(uuid[], text);
alter table capture_policies drop column keep_days;
