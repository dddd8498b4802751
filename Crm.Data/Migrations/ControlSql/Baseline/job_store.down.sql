drop schema hangfire cascade;
