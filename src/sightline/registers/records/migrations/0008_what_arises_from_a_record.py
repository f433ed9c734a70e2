"""What arises from a record, such as an action from a review, is hidden from whoever has an
interest in that record, from the instant the interest is recorded."""

import django.db.models.deletion
from django.db import migrations, models

HIDDEN = "id = ANY((SELECT sightline_conflicted())::bigint[])"
BOTH = f"{HIDDEN} OR COALESCE(arises_from_{HIDDEN}, false)"


class Migration(migrations.Migration):
    dependencies = [("records", "0007_the_planner_knows_most_is_seen")]
    operations = [
        migrations.AddField(
            model_name="record",
            name="arises_from",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.record",
            ),
        ),
        migrations.RunSQL(
            f"ALTER POLICY web_never ON records_record USING (NOT ({BOTH}))",
            f"ALTER POLICY web_never ON records_record USING (NOT ({HIDDEN}))",
        ),
    ]
