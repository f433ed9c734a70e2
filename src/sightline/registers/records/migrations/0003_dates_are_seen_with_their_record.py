"""Who knows of an occasion: who sees its record. And the feed of a person, which has no session:
its secret makes the database answer as to that person, in a transaction that only reads."""

from django.db import migrations

from sightline.foundation.row_policies import STAFF, WEB

# as `sightline_person` before, with the feed's person where a feed was begun
FEED = """
CREATE FUNCTION sightline_live_feed(secret text) RETURNS bigint LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN RETURN (
    SELECT f.person_id FROM diary_feed f JOIN accounts_person p ON p.id = f.person_id
    WHERE f.secret_hash = sightline_token_hash(secret) AND secret <> '' AND f.ended_at IS NULL
      AND p.is_active
      AND EXISTS (SELECT FROM partnership_seat s WHERE s.person_id = f.person_id
                  AND s.starts_at <= statement_timestamp()
                  AND (s.ended_at IS NULL OR s.ended_at > statement_timestamp()))
); END $$;
REVOKE ALL ON FUNCTION sightline_live_feed(text) FROM PUBLIC;
CREATE OR REPLACE FUNCTION sightline_person() RETURNS bigint LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE feed text := current_setting('sightline.feed', true);
BEGIN
    IF feed IS NULL OR feed = '' THEN
        RETURN (SELECT s.person_id
                FROM sightline_live_session(current_setting('sightline.token', true)) s
                WHERE s.second_factor);
    END IF;
    RETURN CASE WHEN current_setting('transaction_read_only') = 'on'
                THEN sightline_live_feed(feed) END;
END $$;
CREATE FUNCTION sightline_feed_begin(secret text)
RETURNS TABLE (person_id bigint, name text, email text, keys text[]) LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- a secret that opens nothing still ends whatever the session could see
    PERFORM set_config('sightline.feed', CASE WHEN secret = '' THEN '-' ELSE secret END, true);
    RETURN QUERY SELECT p.id, p.name::text, p.email::text, sightline_keys_of(p.id)
                 FROM accounts_person p WHERE p.id = sightline_person();
END $$;
REVOKE ALL ON FUNCTION sightline_feed_begin(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_feed_begin(text) TO sightline_web;
"""

SEEN = """EXISTS (SELECT 1 FROM records_record r WHERE r.reference = about
    AND r.partnership_id = diary_occasion.partnership_id OFFSET 0)"""
OF_OCCASION = f"""EXISTS (SELECT 1 FROM diary_occasion o WHERE o.id = occasion_id
    AND {STAFF.replace("partnership_id", "o.partnership_id")} OFFSET 0)"""
KNOWN = "EXISTS (SELECT 1 FROM diary_occasion o WHERE o.id = occasion_id OFFSET 0)"

POLICIES = [
    ("diary_occasion", "SELECT", f"USING ({SEEN})"),
    ("diary_occasion", "INSERT", f"WITH CHECK ({STAFF} AND {SEEN})"),
    ("diary_occasion", "UPDATE", f"USING ({STAFF} AND {SEEN})"),
    # who organises knows who is invited
    ("diary_invitee", "SELECT", f"USING ({OF_OCCASION})"),
    ("diary_invitee", "INSERT", f"WITH CHECK ({OF_OCCASION})"),
    ("diary_invitee", "UPDATE", f"USING ({OF_OCCASION})"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_functions_keep_their_plans"),
        ("diary", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(FEED, migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                f"CREATE POLICY of_record_{act.lower()} ON {table} FOR {act} TO {WEB} {condition}"
                for table, act, condition in POLICIES
            ],
            [f"DROP POLICY of_record_{act.lower()} ON {table}" for table, act, _ in POLICIES],
        ),
        # one's own invitation is told with its occasion, which is seen with its record
        migrations.RunSQL(
            f"CREATE POLICY own_is_seen ON diary_invitee AS RESTRICTIVE FOR SELECT TO {WEB} "
            f"USING ({KNOWN})",
            "DROP POLICY own_is_seen ON diary_invitee",
        ),
    ]
