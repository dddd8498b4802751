drop table crm_control.sealing_keys;
