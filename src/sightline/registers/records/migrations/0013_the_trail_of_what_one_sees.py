"""The office reads in the trail what was done to records it sees, and to what is no record. Of the
rest the data protection officer reads who opened what, for that is theirs to watch over (R12.5),
except of records in which they have an interest themselves. Nobody else is told that there is a
record."""

from __future__ import annotations

from django.db import migrations

from sightline.foundation import row_policies

# Whatever is written as a reference is held to be one: a line about a record that is hidden and a
# line about one that never was are the same to who reads.
OF_WHAT_IS_SEEN = r"""(
    about !~ '^[A-Z][A-Z0-9]{0,7}-[0-9]{4}-[0-9]{3,6}$'
    OR EXISTS (SELECT 1 FROM records_record r WHERE r.reference = about
               AND r.partnership_id = trail_trailevent.partnership_id OFFSET 0))"""

# A policy asks it once for all lines. References and no numbers: the trail knows no others.
SHUT_OUT_OF = """
CREATE FUNCTION sightline_shut_out_of() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(r.partnership_id || ':' || r.reference), '{}')
    FROM records_record r
    WHERE r.id = ANY(sightline_conflicted()) OR r.arises_from_id = ANY(sightline_conflicted())
$$;
REVOKE ALL ON FUNCTION sightline_shut_out_of() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_shut_out_of() TO sightline_web, sightline_worker
"""
OFFICE = row_policies.capacity("business-manager", "data-protection-officer")
OVERSEER = row_policies.capacity("data-protection-officer")
NOT_THEIR_OWN = "(partnership_id || ':' || about) <> ALL((SELECT sightline_shut_out_of())::text[])"


def _reads(name: str, condition: str) -> str:
    return f"CREATE POLICY {name} ON trail_trailevent FOR SELECT TO sightline_web USING {condition}"


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0012_what_waits_for_a_body"),
        ("trail", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(SHUT_OUT_OF, "DROP FUNCTION sightline_shut_out_of()"),
        migrations.RunSQL(
            [
                "DROP POLICY web_read ON trail_trailevent",
                _reads("web_read", f"({OFFICE} AND {OF_WHAT_IS_SEEN})"),
                _reads(
                    "web_read_who_looked", f"({OVERSEER} AND kind <> 'change' AND {NOT_THEIR_OWN})"
                ),
            ],
            [
                "DROP POLICY web_read_who_looked ON trail_trailevent",
                "DROP POLICY web_read ON trail_trailevent",
                _reads("web_read", f"({OFFICE})"),
            ],
        ),
    ]
