alter table capture_cursors drop column run_number;
