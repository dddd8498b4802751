alter table capture_ledger drop column mailbox;
