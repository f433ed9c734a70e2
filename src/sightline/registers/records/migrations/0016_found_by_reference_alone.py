"""A record is found by its reference alone, and whose interests count is asked once a statement.

Rooms join their tables to the record by its reference and say the partnership of their own table:
an index that begins with the partnership was read from end to end for that.
"""

from django.db import migrations, models

BOTH = "ARRAY[id, arises_from_id] && (SELECT sightline_conflicted())"
HIDDEN = "id = ANY((SELECT sightline_conflicted())::bigint[])"
TWICE = f"{HIDDEN} OR COALESCE(arises_from_{HIDDEN}, false)"


class Migration(migrations.Migration):
    dependencies = [("records", "0015_the_seal_is_read_at_once")]
    operations = [
        migrations.RemoveConstraint(model_name="record", name="record_reference"),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(
                fields=["reference", "partnership"], name="record_reference"
            ),
        ),
        migrations.RunSQL(
            f"ALTER POLICY web_never ON records_record USING (NOT ({BOTH}))",
            f"ALTER POLICY web_never ON records_record USING (NOT ({TWICE}))",
        ),
    ]
