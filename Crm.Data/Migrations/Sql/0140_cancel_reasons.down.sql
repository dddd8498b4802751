alter table activities drop column cancel_reason;
