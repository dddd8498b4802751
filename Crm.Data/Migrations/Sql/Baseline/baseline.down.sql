-- Triggers go with their tables; the roles of the tenant stay (rights.down.sql).
drop view company_custom_fields, contact_custom_fields, deal_custom_fields, activity_custom_fields;

drop table agg_pipeline, agg_company_facets, agg_activity_daily, agg_stage_daily, agg_stage_flow, agg_deal_closed_daily,
  capture_ledger, capture_folders, capture_cursors, presses, saved_views, external_ids, company_merges, contact_merges,
  deal_handovers, record_sights, record_history, activity_mailboxes, activity_participants, activities, deal_stage_history, deals,
  contact_addresses, contacts, company_domains, companies, tenant_settings, exchange_rates, custom_field_definitions, pipeline_stages,
    users;

drop function
  company_custom_fields_write(), contact_custom_fields_write(), deal_custom_fields_write(), activity_custom_fields_write(),
  settings_changed(), contacts_keep_primary_address(), contact_addresses_keep_owner(), deals_keep_stage_history(),
  activities_keep_readers(), activities_keep_readers_again(), keep_readers(uuid[]), activities_keep_former_owner(),
  activities_touch_records(), activities_touch_records_again(), touch_again(uuid[], uuid[], uuid[]),
  keep_record_history(), refuse_kept_columns(), record_sights_know_their_kind(), deals_are_handed_over(), deals_keep_their_records(),
  move_company_links(uuid, uuid, jsonb, timestamptz), move_contact_links(uuid, uuid, jsonb, timestamptz),
  forget_words(uuid[]), without_words(jsonb, uuid[]),
  keep_agg_pipeline(), keep_agg_company_facets(), keep_agg_activity_daily(), keep_agg_stage_daily(), keep_agg_stage_flow(),
  keep_agg_deal_closed_daily(), forget_in_aggregates(),
  search_names(text, text[], integer, integer), search_like(text, integer), search_in_sight(text[], integer),
  search_activities(text, integer, integer), search_phones(text, integer),
  search_company_keys(text, text[], text[], text[], integer), search_company_like(text, integer);
