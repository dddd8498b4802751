-- Which messages of a channel were answered, by a fingerprint of their ids: a host that gets one again, or finds it half done after another host died,
-- knows what to do. Worth an hour, and nothing after a crash of the server: so it is not written to the log, and costs no flush.
create unlogged table crm_control.answers (
  key varchar(100) collate "C" primary key,
  held_until timestamptz not null,
  answered_at timestamptz
);
grant select, insert, update, delete on crm_control.answers to crm_app;
