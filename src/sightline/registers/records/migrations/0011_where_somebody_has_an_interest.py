"""Whoever draws up a report for others must know where somebody has an interest, and not whose."""

from __future__ import annotations

from django.db import migrations

# Looks as the owner, and tells of records whose numbers the caller knows that there is an interest.
WITH_INTEREST = """
CREATE FUNCTION sightline_with_interest(wanted bigint[])
RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.id FROM records_record r
    WHERE r.id = ANY(wanted)
    AND EXISTS (SELECT FROM records_conflict c
                WHERE c.record_id IN (r.id, r.arises_from_id) AND c.ended_at IS NULL)
$$;
REVOKE ALL ON FUNCTION sightline_with_interest(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_with_interest(bigint[]) TO sightline_web, sightline_worker
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0010_an_identified_record_names_seats")]
    operations = [
        migrations.RunSQL(WITH_INTEREST, "DROP FUNCTION sightline_with_interest(bigint[])"),
    ]
