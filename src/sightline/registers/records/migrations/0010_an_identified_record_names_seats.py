"""An identified record is seen by the seats it names, beside those with a grant: whoever opens a
case sees it, and no list of bodies or capacities opens it (decision 015). The local authority's
notifier gives sight of their own cases."""

from __future__ import annotations

from django.db import migrations

from sightline.foundation import row_policies

SEATS = f"ARRAY(SELECT key FROM unnest({row_policies.KEYS}) AS key WHERE key LIKE 'seat:%')"
READ = f"""(
    (marking = 'public' AND (opens_at IS NULL OR opens_at <= now()))
    OR (COALESCE(audience::text[] && {row_policies.KEYS}, false)
        AND (marking <> 'identified' OR audience::text[] && {SEATS}))
    OR id = ANY((SELECT sightline_granted())::bigint[])
)"""
BEFORE = f"""(
    (marking = 'public' AND (opens_at IS NULL OR opens_at <= now()))
    OR (marking <> 'identified' AND COALESCE(audience::text[] && {row_policies.KEYS}, false))
    OR id = ANY((SELECT sightline_granted())::bigint[])
)"""
OWN = "person_id = (SELECT sightline_person())"
GRANTER = "granted_by_id = (SELECT sightline_person())"


def gives(*names: str) -> list[str]:
    """Who may give sight, and say of somebody else that they have an interest."""
    capacity = row_policies.capacity_at_record(*names)
    return [
        f"ALTER POLICY web_write ON records_grant WITH CHECK ({GRANTER} AND {capacity})",
        "ALTER POLICY web_write ON records_conflict WITH CHECK ("
        f"(how = 'declared' AND {OWN} AND {row_policies.RECORD})"
        f" OR (how = 'detected' AND {capacity}))",
    ]


def seen(read: str) -> list[str]:
    return [
        f"ALTER POLICY web_read ON records_record USING ({read})",
        f"ALTER POLICY web_change ON records_record USING ({read} AND {row_policies.STAFF})",
    ]


class Migration(migrations.Migration):
    dependencies = [("records", "0009_emergency_access")]
    operations = [
        migrations.RunSQL(
            [
                *seen(READ),
                *gives("business-manager", "caseworker", "notifier", "panel-administrator"),
            ],
            [*seen(BEFORE), *gives("business-manager", "caseworker", "panel-administrator")],
        )
    ]
