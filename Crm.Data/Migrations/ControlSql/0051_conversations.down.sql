drop table crm_control.reminders;
drop table crm_control.conversation_references;
