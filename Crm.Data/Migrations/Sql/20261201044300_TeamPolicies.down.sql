alter table capture_receipts drop column team_id;
drop table team_policies;
drop table team_members;
drop table teams;
