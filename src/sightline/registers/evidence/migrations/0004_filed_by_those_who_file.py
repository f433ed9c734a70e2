"""Documents are filed by those who may file (security 4): seeing a record is not enough."""

from __future__ import annotations

from django.db import migrations

from sightline.foundation.row_policies import capacity_at_record

FILES = capacity_at_record("business-manager", "business-unit", "group-chair", "scrutineer")
TABLES = ("evidence_document", "evidence_documentversion")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_words_are_found_by_partnership")]
    operations = [
        migrations.RunSQL(
            [
                *(f"ALTER POLICY web_write ON {table} WITH CHECK ({FILES})" for table in TABLES),
                *(f"ALTER POLICY web_change ON {table} USING ({FILES})" for table in TABLES),
            ],
            migrations.RunSQL.noop,
        )
    ]
