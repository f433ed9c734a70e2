import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

SEES = row_policies.RECORD
WRITES = row_policies.capacity("group-chair", "scrutineer", "business-manager", "business-unit")


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0011_disputes_and_task_groups"),
        ("partnership", "0001_initial"),
        ("records", "0005_records_are_found_in_their_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("submitted", "With the business manager"),
                            ("passed-on", "Before the meeting"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("since_on", models.DateField()),
                ("until_on", models.DateField()),
                ("words", models.TextField(blank=True)),
                ("asks", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.CharField(max_length=200)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("submitted_by", models.CharField(blank=True, max_length=200)),
                ("passed_on_at", models.DateTimeField(null=True)),
                ("passed_on_by", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.body",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.meeting",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_report",
                        to="records.record",
                    ),
                ),
                (
                    "to_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.body",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("body",),
                        name="one_draft_of_a_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("since_on"))),
                        name="report_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by", "")),
                            models.Q(
                                ("submitted_at__isnull", False),
                                models.Q(("submitted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_submitted_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_on_at__isnull", True), ("passed_on_by", "")),
                            models.Q(
                                ("passed_on_at__isnull", False),
                                models.Q(("passed_on_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_passed_on_by_whom",
                    ),
                ],
            },
        ),
        row_policies.protect(
            "governance_groupreport",
            read=SEES,
            write=f"{WRITES} AND {SEES}",
            change=f"{WRITES} AND {SEES}",
        ),
        row_policies.never_deleted("governance_groupreport"),
    ]
