-- Hosts remember who somebody is and what they may do for as long as the version of the settings stands.
create or replace trigger users_settings
  after insert or delete or update of name, email, is_deleted, is_active, role, entra_object_id, timezone, locale on users
  for each statement execute function settings_changed();
