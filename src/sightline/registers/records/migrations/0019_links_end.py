"""What a record was tied to by mistake, or answers no longer, is ended and stays to be read."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

# Only ties that say what a piece of work is for: who sees both may end them.
ENDS = (
    "(how = 'answers' OR how = 'serves')"
    " AND EXISTS (SELECT 1 FROM records_record r WHERE r.id = source_id OFFSET 0)"
    " AND EXISTS (SELECT 1 FROM records_record r WHERE r.id = target_id OFFSET 0)"
)


class Migration(migrations.Migration):
    dependencies = [("records", "0018_interests_declared_on_appointment")]
    operations = [
        migrations.AddField("link", "ended_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("link", "link_once"),
        migrations.AddConstraint(
            "link",
            models.UniqueConstraint(
                fields=["source", "target", "how"],
                condition=Q(ended_at__isnull=True),
                name="link_once",
            ),
        ),
        migrations.RunSQL(
            f"ALTER POLICY web_change ON records_link USING ({ENDS})",
            "ALTER POLICY web_change ON records_link USING (false)",
        ),
    ]
