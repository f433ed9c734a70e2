"""Who begins a request that only looks is told which edition of what is published stands, so that
bodies, agencies and the like are read once an edition (decision 020)."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

BEGIN = """
DROP FUNCTION sightline_request_begin(text, boolean, boolean);
CREATE FUNCTION sightline_request_begin(
    token text, only_looks boolean, in_emergency boolean DEFAULT false)
RETURNS TABLE (
    session_hash text, person_id bigint, name text, email text, is_invented boolean,
    session_data text, signed_in_at timestamptz, stepped_up_at timestamptz,
    second_factor boolean, last_seen_at timestamptz, ends_at timestamptz, keys text[],
    emergency_record bigint, emergency_reference text, emergency_until timestamptz,
    editions bigint[])
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
    IF person IS NOT NULL THEN
        SELECT e.record_id, e.reference, e.until
        INTO emergency_record, emergency_reference, emergency_until
        FROM sightline_emergency_of(person, keys) e;
    END IF;
    IF only_looks THEN
        editions := (SELECT array_agg(ARRAY[p.id, p.edition]) FROM partnership_partnership p
                     WHERE 'partnership:' || p.id = ANY(keys));
        said := concat_ws(E'\\x1f',
            extract(epoch FROM statement_timestamp()), COALESCE(person::text, ''), keys::text,
            (SELECT coalesce(array_agg(substr(key, 7)::bigint), '{}')
             FROM unnest(keys) AS key WHERE key LIKE 'staff:%')::text,
            (SELECT coalesce(array_agg(g.record_id), '{}')
                    || CASE WHEN in_emergency AND emergency_record IS NOT NULL
                       THEN ARRAY[emergency_record] ELSE '{}' END
             FROM records_grant g
             WHERE g.person_id = person AND g.starts_at <= now() AND g.ends_at > now()
               AND g.ended_at IS NULL)::text,
            (SELECT coalesce(array_agg(c.record_id), '{}') FROM records_conflict c
             WHERE c.person_id = person AND c.ended_at IS NULL)::text,
            (in_emergency AND emergency_record IS NOT NULL)::text);
        PERFORM set_config('sightline.kept', sightline_sealed(said) || said, true);
    END IF;
    RETURN QUERY SELECT s.key_hash::text, s.person_id::bigint, s.name::text, s.email::text,
        s.is_invented::boolean, s.data::text, s.signed_in_at::timestamptz,
        s.stepped_up_at::timestamptz, COALESCE(s.second_factor, false), s.last_seen_at::timestamptz,
        s.ends_at::timestamptz, keys, emergency_record, emergency_reference, emergency_until,
        editions;
END $$;
"""


def _before() -> str:
    """As it was without editions."""
    emergency = import_module("sightline.registers.records.migrations.0009_emergency_access")
    return str(emergency.BEGIN).replace("(text, boolean)", "(text, boolean, boolean)", 1)


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0002_edition_of_what_is_published"),
        ("records", "0016_found_by_reference_alone"),
    ]
    operations = [migrations.RunSQL(BEGIN, _before())]
