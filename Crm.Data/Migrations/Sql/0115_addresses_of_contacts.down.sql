alter table contact_addresses add constraint contact_addresses_owner_id_fkey foreign key (owner_id) references users (id) on delete restrict;
create index ix_contact_addresses_owner on contact_addresses (owner_id);
