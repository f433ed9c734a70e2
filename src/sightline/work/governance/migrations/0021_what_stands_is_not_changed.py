"""An amendment, a partner's position and an approval are written once: the right to change them was
never given, and now no policy speaks of it either."""

from django.db import migrations

ONCE = ("amendment", "position", "approval")
SEEN = "EXISTS (SELECT 1 FROM records_record r WHERE r.id = governance_{}.record_id OFFSET 0)"


class Migration(migrations.Migration):
    dependencies = [("governance", "0020_agendas_and_minutes")]
    operations = [
        migrations.RunSQL(
            f"ALTER POLICY web_change ON governance_{name} USING (false)",
            f"ALTER POLICY web_change ON governance_{name} USING ({SEEN.format(name)})",
        )
        for name in ONCE
    ]
