drop function erased_among(text[]);
drop function erase_person(uuid, boolean);
drop table erased_people;
