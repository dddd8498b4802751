-- What a press answered is kept for a month, so that a second delivery of it is answered again: subject, text and place of the meetings that it was about stand
-- there, and in what was said to find them. What a meeting that turned private must not say is said nowhere; who pressed, what and when stays, so that a press
-- still happens once.
create function without_words(answer jsonb, activities_ uuid[]) returns jsonb language plpgsql immutable set search_path from current as $$
declare
  is_private constant boolean := jsonb_typeof(answer) = 'object' and answer ->> 'id' = any (activities_::text[]);
begin
  if jsonb_typeof(answer) = 'object' then
    return (select coalesce(jsonb_object_agg(m.key, case
              when m.key = 'named' or (is_private and m.key in ('body','location','detail')) then 'null'::jsonb
              when is_private and m.key in ('subject','name','title') then '"Private meeting"'::jsonb
              else without_words(m.value, activities_) end), '{}')
              from jsonb_each(answer) m);
  elsif jsonb_typeof(answer) = 'array' then
    return (select coalesce(jsonb_agg(without_words(e.value, activities_) order by e.ordinality), '[]') from jsonb_array_elements(answer) with ordinality e);
  end if;
  return answer;
end $$;
revoke execute on function without_words(jsonb, uuid[]) from public;

create or replace function forget_words(activities_ uuid[]) returns void language plpgsql security definer set search_path from current as $$
declare
  words constant text[] := array['subject','body','location','source_link'];
begin
  update record_history set changes = changes - words where entity = 'activity' and record_id = any (activities_) and changes ?| words;
  delete from record_history where entity = 'activity' and record_id = any (activities_) and changes = '{}';
  update presses p set outcome = without_words(p.outcome, activities_)
   where exists (select from unnest(activities_) a where strpos(p.outcome::text, a::text) > 0);
end $$;
