"""Who reads, and with which keys, worked out once for a page and sealed.

Every row policy asks who asks. Working that out takes the session, the person's seats, grants and
conflicts, and a page has many policies. `sightline_request_begin()` works it out once, when the
request begins, and leaves the answer in a setting of the transaction under a seal; the functions
take it from there while the seal is whole.

A setting can be written by an injected statement. The seal cannot be made without the secret, which
no process may read, and it holds for one connection, one transaction, one token or feed and one
second: then everything is asked anew, so that a seat that ends, or an interest that is declared,
ends sight while a long page is still being made. Only requests that look keep it; whoever writes is
asked each time. See docs/decisions/009.
"""

from __future__ import annotations

from django.db import migrations

from sightline.foundation.row_policies import WEB, WORKER

SEAL = f"""
CREATE TABLE accounts_seal (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    secret bytea NOT NULL
);
REVOKE ALL ON accounts_seal FROM PUBLIC, {WEB}, {WORKER};
INSERT INTO accounts_seal (secret) VALUES (
    sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
"""

SEALED = """
CREATE FUNCTION sightline_sealed(said text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    key bytea;
BEGIN
    SELECT secret INTO key FROM accounts_seal;
    RETURN encode(sha256(key || sha256(key || convert_to(
        pg_backend_pid() || '|' || extract(epoch FROM transaction_timestamp()) || '|'
        || COALESCE(current_setting('sightline.token', true), '') || '|'
        || COALESCE(current_setting('sightline.feed', true), '') || '|' || said, 'UTF8'))), 'hex');
END $$;
REVOKE ALL ON FUNCTION sightline_sealed(text) FROM PUBLIC;
"""

# The parts: 1 when it was worked out, 2 person, 3 keys, 4 partnerships, 5 granted, 6 conflicted.
KEPT = """
CREATE FUNCTION sightline_kept(part integer) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    setting text := current_setting('sightline.kept', true);
    said text;
BEGIN
    IF setting IS NULL OR length(setting) < 66 THEN RETURN NULL; END IF;
    said := substr(setting, 65);
    IF left(setting, 64) <> sightline_sealed(said)
       OR extract(epoch FROM statement_timestamp()) - split_part(said, E'\\x1f', 1)::numeric > 1
    THEN RETURN NULL; END IF;
    RETURN split_part(said, E'\\x1f', part);
END $$;
REVOKE ALL ON FUNCTION sightline_kept(integer) FROM PUBLIC;
"""

# What `sightline_session_begin` and `sightline_keys` answer, in one call and from one look at the
# session. `person` is whose rows may be seen: nobody's before the second factor.
BEGIN = """
CREATE FUNCTION sightline_request_begin(token text, only_looks boolean) RETURNS TABLE (
    session_hash text, person_id bigint, name text, email text, is_invented boolean,
    session_data text, signed_in_at timestamptz, stepped_up_at timestamptz,
    second_factor boolean, last_seen_at timestamptz, ends_at timestamptz, keys text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s record;
    person bigint;
    said text;
BEGIN
    PERFORM set_config('sightline.token', COALESCE(token, ''), true),
            set_config('sightline.kept', '', true);
    SELECT l.key_hash, l.person_id, p.name, p.email, p.is_invented, l.data, l.signed_in_at,
           l.stepped_up_at, COALESCE(l.second_factor, false) AS second_factor, l.last_seen_at,
           l.ends_at
    INTO s FROM sightline_live_session(token) l LEFT JOIN accounts_person p ON p.id = l.person_id;
    person := CASE WHEN s.second_factor THEN s.person_id END;
    keys := sightline_keys_of(person);
    IF only_looks THEN
        said := concat_ws(E'\\x1f',
            extract(epoch FROM statement_timestamp()), COALESCE(person::text, ''), keys::text,
            (SELECT coalesce(array_agg(substr(key, 7)::bigint), '{}')
             FROM unnest(keys) AS key WHERE key LIKE 'staff:%')::text,
            (SELECT coalesce(array_agg(g.record_id), '{}') FROM records_grant g
             WHERE g.person_id = person AND g.starts_at <= now() AND g.ends_at > now()
               AND g.ended_at IS NULL)::text,
            (SELECT coalesce(array_agg(c.record_id), '{}') FROM records_conflict c
             WHERE c.person_id = person AND c.ended_at IS NULL)::text);
        PERFORM set_config('sightline.kept', sightline_sealed(said) || said, true);
    END IF;
    RETURN QUERY SELECT s.key_hash::text, s.person_id::bigint, s.name::text, s.email::text,
        s.is_invented::boolean, s.data::text, s.signed_in_at::timestamptz,
        s.stepped_up_at::timestamptz, COALESCE(s.second_factor, false), s.last_seen_at::timestamptz,
        s.ends_at::timestamptz, keys;
END $$;
"""

# What is kept comes first; without it, the question is asked of the tables.
ASK = """
CREATE OR REPLACE FUNCTION {name}() RETURNS {kind} LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept text := sightline_kept({part});
BEGIN
    IF kept IS NOT NULL THEN RETURN nullif(kept, '')::{kind}; END IF;
    RETURN ({question});
END $$;
"""
QUESTIONS = {
    ("sightline_person", "bigint", 2): """
        SELECT CASE
            WHEN COALESCE(current_setting('sightline.feed', true), '') = '' THEN (
                SELECT s.person_id
                FROM sightline_live_session(current_setting('sightline.token', true)) s
                WHERE s.second_factor)
            WHEN current_setting('transaction_read_only') = 'on'
            THEN sightline_live_feed(current_setting('sightline.feed', true)) END""",
    ("sightline_keys", "text[]", 3): "SELECT sightline_keys_of(sightline_person())",
    ("sightline_partnerships", "bigint[]", 4): """
        SELECT coalesce(array_agg(substr(key, 7)::bigint), '{}')
        FROM unnest(sightline_keys()) AS key WHERE key LIKE 'staff:%'""",
    ("sightline_granted", "bigint[]", 5): """
        SELECT coalesce(array_agg(record_id), '{}') FROM records_grant
        WHERE person_id = sightline_person() AND starts_at <= now() AND ends_at > now()
          AND ended_at IS NULL""",
    ("sightline_conflicted", "bigint[]", 6): """
        SELECT coalesce(array_agg(record_id), '{}') FROM records_conflict
        WHERE person_id = sightline_person() AND ended_at IS NULL""",
}
KEPT_FIRST = [
    ASK.format(name=name, kind=kind, part=part, question=question)
    for (name, kind, part), question in QUESTIONS.items()
]


class Migration(migrations.Migration):
    dependencies = [("records", "0003_dates_are_seen_with_their_record")]
    operations = [
        migrations.RunSQL([SEAL, SEALED, KEPT, *KEPT_FIRST, BEGIN], migrations.RunSQL.noop),
    ]
