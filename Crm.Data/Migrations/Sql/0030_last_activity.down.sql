drop trigger activities_touch_del on activities;
drop trigger activities_touch_upd on activities;
drop function activities_touch_records_again();
drop function touch_again(uuid[], uuid[], uuid[]);
