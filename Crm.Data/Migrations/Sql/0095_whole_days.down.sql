-- A day is its last minute again, in the zone of whoever made the record.
alter table activities disable trigger user;
alter table activities drop constraint chk_due_on, drop constraint chk_occurred_on;
update activities a set due_date = (a.due_on + time '23:59') at time zone x.zone, occurred_at = case when a.occurred_on = a.due_on then (a.due_on + time '23:59') at time zone x.zone else a.occurred_at end
  from (select t.id, coalesce(z.name, 'UTC') as zone from activities t left join users u on u.id = coalesce(t.created_by, t.owner_id)
          left join pg_timezone_names z on z.name = u.timezone where t.due_on is not null) x
 where a.id = x.id;
alter table activities enable trigger user;
alter table activities drop column due_on, drop column occurred_on;
