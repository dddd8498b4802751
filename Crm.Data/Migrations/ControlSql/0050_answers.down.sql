drop table crm_control.answers;
