drop table presses;
