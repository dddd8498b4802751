drop table crm_control.capture_runs;
drop schema hangfire cascade;
