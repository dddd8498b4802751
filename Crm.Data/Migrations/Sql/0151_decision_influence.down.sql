-- A column cannot be taken out of a view: it is made again, as 0117 made it.
do $$
declare
  s constant text := current_schema();
begin
  execute format('grant create on schema %I to %I', s, s || '_lists');
  drop view own_contacts;
  alter table contacts drop column decision_influence;
  create view own_contacts as select * from contacts;
  execute format('alter view own_contacts owner to %I', s || '_lists');
  execute format('grant select on own_contacts to %I', s || '_own');
  execute format('revoke create on schema %I from %I', s, s || '_lists');
end $$;
