-- "is distinct from" under a name that LINQ can say. Plain SQL, so that the planner inlines it and proves partial indexes with it.
create function crm_ext.differ(one uuid, other uuid) returns boolean language sql immutable parallel safe as
  $$ select one is distinct from other $$;
