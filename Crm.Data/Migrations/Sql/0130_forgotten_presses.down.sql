create or replace function forget_words(activities_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
declare
  words constant text[] := array['subject','body','location','source_link'];
begin
  update record_history set changes = changes - words where entity = 'activity' and record_id = any (activities_) and changes ?| words;
  delete from record_history where entity = 'activity' and record_id = any (activities_) and changes = '{}';
end $$;
drop function without_words(jsonb, uuid[]);
