-- How much a contact's word counts when their firm buys: 0 for none, 100 for who decides alone. Lists read it from own_contacts as well (0117).
alter table contacts add column decision_influence integer constraint chk_decision_influence check (decision_influence between 0 and 100);
create or replace view own_contacts as select * from contacts;
