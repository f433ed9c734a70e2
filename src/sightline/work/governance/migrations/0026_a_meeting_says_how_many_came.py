"""A meeting says how many took part and sent apologies, as who came was recorded last: a list of
fifty counted five hundred entries, and asked the record of each."""

from django.db import migrations, models

TABLES = ("governance_meeting", "governance_attendance")
COUNTED = (
    *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES),
    """UPDATE governance_meeting m SET took_part = came.took_part, apologies = came.apologies FROM (
        SELECT meeting_id, count(*) FILTER (WHERE how IN ('attended', 'deputy')) AS took_part,
            count(*) FILTER (WHERE how = 'apologies') AS apologies
        FROM governance_attendance GROUP BY meeting_id
    ) came WHERE came.meeting_id = m.id""",
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES),
)


class Migration(migrations.Migration):
    dependencies = [("governance", "0025_packs_are_issued")]
    operations = [
        migrations.AddField(
            "meeting", name, models.PositiveSmallIntegerField(db_default=0, default=0)
        )
        for name in ("took_part", "apologies")
    ]
    operations += [migrations.RunSQL(COUNTED, migrations.RunSQL.noop)]
