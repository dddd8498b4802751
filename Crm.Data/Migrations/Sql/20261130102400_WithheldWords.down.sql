drop trigger activities_visibility_upd on activities;
drop trigger activities_visibility_ins on activities;
drop policy withheld on activity_mailboxes;
drop policy withheld on activity_participants;
drop table withheld_words;
create or replace function forget_words(activities_ uuid[]) returns void
  language plpgsql security definer set search_path from current as $$
declare
  words constant text[] := array['subject','body','location','source_link'];
begin
  update record_history set changes = changes - words where entity = 'activity' and record_id = any (activities_) and changes ?| words;
  delete from record_history where entity = 'activity' and record_id = any (activities_) and changes = '{}';
  update presses p set outcome = without_words(p.outcome, activities_)
   where exists (select from unnest(activities_) a where strpos(p.outcome::text, a::text) > 0);
end $$;
drop function captured_people(uuid, text[]);
drop function show_captured(uuid[], text[], uuid[], boolean);
drop function withhold_words(uuid[], boolean);
drop function forget_withheld(uuid[], text[]);
drop function may_read_words(uuid);
drop function day_place(date);
drop function visibility_rank(text);
alter table capture_receipts drop column shown, drop column hidden;
alter table activity_mailboxes drop column is_withheld;
alter table activity_participants drop column is_withheld;
alter table activities drop column visibility;
alter table activity_mailboxes drop column visibility;
alter table capture_policies drop column visibility;
