-- A task due on a day, an all-day meeting: the date itself, the same for readers in every zone. The moments beside it (due_date, occurred_at) hold the place of
-- such a day among moments, 10:00 UTC, where it is that date from UTC-10 to UTC+13: filters, lists and reports go on by the indexes they have.
-- Nullable columns without a default: no row is rewritten.
alter table activities add column due_on date, add column occurred_on date;
alter table activities add constraint chk_due_on check (due_on is null or due_date = (due_on + time '10:00') at time zone 'UTC') not valid;
alter table activities add constraint chk_occurred_on check (occurred_on is null or occurred_at = (occurred_on + time '10:00') at time zone 'UTC') not valid;

-- Until now a day stood as its last minute in the zone of whoever typed it. Nobody's save: no history, no new version.
alter table activities disable trigger user;
update activities a set due_on = x.day, due_date = (x.day + time '10:00') at time zone 'UTC', occurred_on = case when x.is_start then x.day end,
       occurred_at = case when x.is_start then (x.day + time '10:00') at time zone 'UTC' else a.occurred_at end
  from (select t.id, (t.due_date at time zone z.name)::date as day, t.type = 'MEETING' and t.status in ('PENDING','IN_PROGRESS') and t.occurred_at = t.due_date as is_start
          from activities t join users u on u.id = coalesce(t.created_by, t.owner_id)
          join pg_timezone_names z on z.name = u.timezone
         where t.source_key is null and t.due_date is not null and (t.due_date at time zone z.name)::time = '23:59') x
 where a.id = x.id;
alter table activities enable trigger user;
alter table activities validate constraint chk_due_on;
alter table activities validate constraint chk_occurred_on;
