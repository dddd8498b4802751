alter table deals drop column competitor;
