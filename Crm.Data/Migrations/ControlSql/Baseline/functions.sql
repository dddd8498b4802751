-- What all tenants' schemas share: extensions and functions, in crm_ext.
create schema if not exists crm_ext;
create extension if not exists pg_trgm with schema crm_ext;
create extension if not exists unaccent with schema crm_ext;
-- trigram indexes that also know the owner; trusted: the database's owner may create it
create extension if not exists btree_gin with schema crm_ext;
grant usage on schema crm_ext to public;

-- Folding for search, sort and comparison: case and accents do not count. unaccent() is only stable because its dictionary could change;
-- the dictionary is named here and shipped with the server, so the wrapper may be immutable and stand in generated columns.
do $do$
declare home constant text := (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
  where e.extname = 'unaccent');
begin
  execute format($f$
    create function crm_ext.fold(value text) returns text language plpgsql immutable strict parallel safe as
    $body$ begin return lower(%1$I.unaccent(%2$L::regdictionary, value)); end $body$ $f$, home, format('%I.unaccent', home));
end $do$;

-- Who asks: set inside each transaction by the application (transaction-scoped, so pooled connections carry nothing over).
create function crm_ext.current_user_id() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Time-ordered ids for rows that triggers write (RFC 9562 version 7; PostgreSQL has its own only from 18 on).
create function crm_ext.uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),
      'hex')::uuid
$$;

-- The rest are plain SQL, so that the planner inlines them and an expression index on the same call serves.

-- "is distinct from" under a name that LINQ can say; partial indexes are proved with it.
create function crm_ext.differ(one uuid, other uuid) returns boolean language sql immutable parallel safe as
  $$ select one is distinct from other $$;

-- Phone numbers are compared by their digits.
create function crm_ext.digits(value text) returns text language sql immutable strict parallel safe as
  $$ select regexp_replace(value, '\D', '', 'g') $$;

-- Names are compared by their letters and digits; the argument is folded already.
create function crm_ext.name_key(folded text) returns text language sql immutable strict parallel safe as
  $$ select translate(folded, ' .,;:!?''"`´’‘‛“”„‟«»()[]{}<>/\|-_‐‑‒–—―−+*&@#%§°•·~^=™®©' || chr(160), '') $$;
