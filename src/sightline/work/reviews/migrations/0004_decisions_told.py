"""Who was told of a decision of the Executive: seen with the case, added and never changed."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

TABLE = "reviews_decisiontold"
RUNS = row_policies.capacity_at_record("caseworker", "business-manager")
OF_DECISION = (
    f"EXISTS (SELECT 1 FROM reviews_reviewdecision p WHERE p.id = {TABLE}.decision_id"
    f" AND p.record_id = {TABLE}.record_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0012_what_waits_for_a_body"),
        ("reviews", "0003_deciding"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionTold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[
                            ("panel", "The Panel"),
                            ("secretary-of-state", "The Secretary of State"),
                            ("ofsted", "Ofsted"),
                        ],
                        max_length=20,
                    ),
                ),
                ("told_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="reviews.reviewdecision",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
        ),
        row_policies.protect(
            TABLE, read=row_policies.RECORD, write=f"{RUNS} AND {OF_DECISION}", change="false"
        ),
        row_policies.append_only(TABLE),
    ]
