-- The shared mailbox that an item lies in, as the settings name it; empty for the person's own.
alter table capture_ledger add column mailbox varchar(80) not null default '';
-- Of what was logged, the copy says where it lies. What was left out before says so when its mailbox next shows it.
update capture_ledger l set mailbox = substring(m.folder from '^shared:([^/]*)/')
from activity_mailboxes m
where m.user_id = l.user_id and m.graph_id = l.graph_id and m.folder like 'shared:%/%';
