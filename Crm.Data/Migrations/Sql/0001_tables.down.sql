drop table capture_ledger, capture_cursors, record_history, saved_views, custom_field_definitions, activity_mailboxes,
  activity_participants, activities, deal_stage_history, deals, pipeline_stages, contact_addresses, contacts, companies, users;
