drop function move_contact_links(uuid, uuid, jsonb, timestamptz);
