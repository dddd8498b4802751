create or replace trigger users_settings after insert or delete or update of name, email, is_deleted on users
  for each statement execute function settings_changed();
