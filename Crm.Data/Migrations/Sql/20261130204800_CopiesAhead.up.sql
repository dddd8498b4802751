-- A meeting that was shown beside its calendar's round, or by a page that could not be taken whole, may be gone before the round that would
-- have told of it: the next one knows nothing of it either. It is looked at when that round has ended.
alter table activity_mailboxes add column is_ahead boolean not null default false;
