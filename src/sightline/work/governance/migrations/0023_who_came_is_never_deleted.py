"""Who came to a meeting and what was reported there: rows that end and do not vanish, like the rest
of its record."""

from django.db import migrations

from sightline.foundation import row_policies


class Migration(migrations.Migration):
    dependencies = [("governance", "0022_overdue_actions_on_agendas")]
    operations = [
        row_policies.never_deleted("governance_attendance"),
        row_policies.never_deleted("governance_reportreceived"),
    ]
