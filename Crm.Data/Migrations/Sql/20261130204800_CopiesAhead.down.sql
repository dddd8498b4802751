alter table activity_mailboxes drop column is_ahead;
