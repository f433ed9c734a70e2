"""Emergency access: sight of one case for an hour, without a grant, for reading only.

The sight it gives stands in what is sealed for a request that only looks, and only for pages that
are made for it (`in_emergency`). Whoever writes, searches or fetches a file is answered as if it
did not exist, so nothing can be changed, found or taken away by it. An interest beats it, as it
beats a grant: the policy that hides a record is asked as ever. See docs/decisions/014.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

TABLE = "records_emergencyaccess"
OWN = "person_id = (SELECT sightline_person())"
REVIEWS = row_policies.capacity("business-manager", "data-protection-officer")
OWNS = (
    "EXISTS (SELECT 1 FROM records_record r WHERE r.id = record_id"
    " AND r.owner_id = (SELECT sightline_person()) OFFSET 0)"
)
BOTH_ARE_SEEN = (
    "EXISTS (SELECT 1 FROM records_record r WHERE r.id = source_id OFFSET 0)"
    " AND EXISTS (SELECT 1 FROM records_record r WHERE r.id = target_id OFFSET 0)"
)
CONFLICTED = "ANY((SELECT sightline_conflicted())::bigint[])"

# Who may, which case, and whether the second factor is fresh: asked as the owner of the tables,
# since the case is hidden from who asks. Deaths of children are the panel administrator's.
CASE = """
CREATE FUNCTION sightline_emergency_case(partnership bigint, wanted text)
RETURNS TABLE (id bigint, kind text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    keys text[] := sightline_keys();
    conflicted bigint[] := sightline_conflicted();
    capacity text := 'capacity:' || partnership || ':';
BEGIN
    IF NOT EXISTS (
        SELECT FROM sightline_live_session(current_setting('sightline.token', true)) s
        WHERE s.second_factor AND s.stepped_up_at > now() - interval '15 minutes')
    THEN RETURN; END IF;
    RETURN QUERY SELECT r.id, r.kind::text FROM records_record r
        WHERE r.partnership_id = partnership AND r.reference = wanted
          AND r.marking IN ('restricted', 'identified')
          AND NOT COALESCE(r.id = ANY(conflicted) OR r.arises_from_id = ANY(conflicted), false)
          AND keys && CASE WHEN r.kind LIKE 'child_deaths:%'
              THEN ARRAY[capacity || 'business-manager', capacity || 'panel-administrator']
              ELSE ARRAY[capacity || 'business-manager', capacity || 'caseworker',
                         capacity || 'notifier'] END;
END $$;
"""

# The one that is open, while its person still holds the capacity that let them in.
OPEN = """
CREATE FUNCTION sightline_emergency_of(reader bigint, keys text[])
RETURNS TABLE (record_id bigint, reference text, until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT e.record_id, e.reference::text, e.ends_at
        FROM records_emergencyaccess e
        WHERE e.person_id = reader AND e.ended_at IS NULL AND e.ends_at > statement_timestamp()
          AND NOT EXISTS (
              SELECT FROM records_conflict c WHERE c.person_id = reader AND c.ended_at IS NULL
                AND (c.record_id = e.record_id OR c.record_id = e.origin_id))
          AND keys && ARRAY['capacity:' || e.partnership_id || ':business-manager',
                            'capacity:' || e.partnership_id || ':caseworker',
                            'capacity:' || e.partnership_id || ':notifier',
                            'capacity:' || e.partnership_id || ':panel-administrator']
        LIMIT 1;
END $$;
REVOKE ALL ON FUNCTION sightline_emergency_of(bigint, text[]) FROM PUBLIC;
"""

# A seal that is whole and older than its second says no more who sees what, but still that this is
# a page made for emergency access: what is asked anew then asks for that, too.
LOOKS = """
CREATE FUNCTION sightline_looks_in_emergency() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    setting text := current_setting('sightline.kept', true);
    said text;
BEGIN
    IF setting IS NULL OR length(setting) < 66 THEN RETURN false; END IF;
    said := substr(setting, 65);
    RETURN left(setting, 64) = sightline_sealed(said) AND split_part(said, E'\\x1f', 7) = 'true';
END $$;
REVOKE ALL ON FUNCTION sightline_looks_in_emergency() FROM PUBLIC;
"""

GRANTED = """
CREATE OR REPLACE FUNCTION sightline_granted() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept text := sightline_kept(5);
    granted bigint[];
BEGIN
    IF kept IS NOT NULL THEN RETURN kept::bigint[]; END IF;
    granted := (SELECT coalesce(array_agg(g.record_id), '{}') FROM records_grant g
        WHERE g.person_id = sightline_person() AND g.starts_at <= now() AND g.ends_at > now()
          AND g.ended_at IS NULL);
    IF sightline_looks_in_emergency() THEN
        granted := granted || ARRAY(
            SELECT e.record_id FROM sightline_emergency_of(sightline_person(), sightline_keys()) e);
    END IF;
    RETURN granted;
END $$;
"""

# As before, with what is open, and with it in sight where the page is made for it.
BEGIN = """
DROP FUNCTION sightline_request_begin(text, boolean);
CREATE FUNCTION sightline_request_begin(
    token text, only_looks boolean, in_emergency boolean DEFAULT false)
RETURNS TABLE (
    session_hash text, person_id bigint, name text, email text, is_invented boolean,
    session_data text, signed_in_at timestamptz, stepped_up_at timestamptz,
    second_factor boolean, last_seen_at timestamptz, ends_at timestamptz, keys text[],
    emergency_record bigint, emergency_reference text, emergency_until timestamptz)
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
        s.ends_at::timestamptz, keys, emergency_record, emergency_reference, emergency_until;
END $$;
"""

# The database's clock, an hour, one at a time; afterwards only its end may be set.
RULES = f"""
CREATE FUNCTION sightline_emergency_begins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('emergency', NEW.person_id));
    IF EXISTS (SELECT FROM {TABLE} e WHERE e.person_id = NEW.person_id AND e.ended_at IS NULL
               AND e.ends_at > statement_timestamp() AND NOT EXISTS (
                   SELECT FROM records_conflict c
                   WHERE c.person_id = NEW.person_id AND c.ended_at IS NULL
                     AND (c.record_id = e.record_id OR c.record_id = e.origin_id)))
    THEN RAISE EXCEPTION 'one emergency access at a time'; END IF;
    NEW.starts_at := statement_timestamp();
    NEW.ends_at := statement_timestamp() + interval '60 minutes';
    NEW.ended_at := NULL;
    NEW.origin_id := (SELECT r.arises_from_id FROM records_record r WHERE r.id = NEW.record_id);
    RETURN NEW;
END $$;
CREATE TRIGGER begins BEFORE INSERT ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION sightline_emergency_begins();
CREATE FUNCTION sightline_emergency_ends() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - 'ended_at' <> to_jsonb(OLD) - 'ended_at'
    THEN RAISE EXCEPTION 'an emergency access can only be ended, and once'; END IF;
    NEW.ended_at := statement_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER ends BEFORE UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION sightline_emergency_ends();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("partnership", "0001_initial"),
        ("records", "0008_what_arises_from_a_record"),
    ]
    operations = [
        migrations.AddField(
            model_name="record",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="EmergencyAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=500)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("review_by_on", models.DateField()),
                (
                    "origin",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "^\\S(.|\\n){28,}\\S$")),
                        name="emergency_has_a_reason",
                        violation_error_message="Say in 30 characters or more why it cannot wait.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        choices=[("needed", "It was needed"), ("not-needed", "It was not needed")],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                ("reviewed_at", models.DateTimeField()),
                (
                    "access",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="records.emergencyaccess",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL([CASE, OPEN, LOOKS, GRANTED, BEGIN, RULES], migrations.RunSQL.noop),
        row_policies.protect(
            TABLE,
            read=f"{OWN} OR {REVIEWS} OR {OWNS}",
            write=f"{OWN} AND record_id = "
            "(SELECT c.id FROM sightline_emergency_case(partnership_id, reference) c)",
            change=OWN,
            never=f"record_id = {CONFLICTED} OR COALESCE(origin_id = {CONFLICTED}, false)",
        ),
        row_policies.never_deleted(TABLE),
        # found on the way: whoever ties two records sees both of them
        migrations.RunSQL(
            f"ALTER POLICY web_write ON records_link WITH CHECK ({BOTH_ARE_SEEN})",
            "ALTER POLICY web_write ON records_link WITH CHECK (true)",
        ),
        row_policies.protect(
            "records_emergencyreview",
            read=f"EXISTS (SELECT 1 FROM {TABLE} a WHERE a.id = access_id OFFSET 0)",
            write="reviewed_by_id = (SELECT sightline_person()) AND EXISTS ("
            f"SELECT 1 FROM {TABLE} a WHERE a.id = access_id"
            " AND a.person_id <> (SELECT sightline_person())"
            f" AND {REVIEWS.replace('partnership_id', 'a.partnership_id')})",
            change="false",
        ),
        row_policies.append_only("records_emergencyreview"),
    ]
