import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

UNIT = row_policies.capacity("business-manager", "business-unit")
# a line of a meeting is written with the meeting's own record, by those who record meetings
OF_MEETING = (
    "EXISTS (SELECT 1 FROM governance_meeting m WHERE m.id = meeting_id "
    "AND m.record_id = {table}.record_id AND "
    f"{UNIT.replace('partnership_id', 'm.partnership_id')})"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("starts_at", models.TimeField(null=True)),
                ("ends_at", models.TimeField(null=True)),
                ("venue", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("chair_name", models.CharField(blank=True, max_length=200)),
                ("held_recorded_at", models.DateTimeField(null=True)),
                ("held_recorded_by", models.CharField(blank=True, max_length=200)),
                ("cancelled_reason", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="partnership.body",
                    ),
                ),
                (
                    "chaired_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.seat",
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
                        related_name="meeting",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["body", "-on", "-id"], name="meeting_body"),
                    models.Index(fields=["partnership", "on"], name="meeting_when"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at__isnull", True),
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="meeting_ends_after_start",
                        violation_error_message="A meeting must end after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cancelled_with_reason",
                        violation_error_message="Say why the meeting was cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_recorded_at__isnull", True), ("held_recorded_by", "")),
                            models.Q(
                                ("held_recorded_at__isnull", False),
                                models.Q(("held_recorded_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="held_recorded_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("attended", "Attended"),
                            ("apologies", "Apologies"),
                            ("deputy", "Deputy came"),
                            ("absent", "Absent"),
                            ("vacant", "Vacant"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("deputy_name", models.CharField(blank=True, max_length=200)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.place",
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
                (
                    "seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="partnership.seat",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="governance.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "place", "seat"),
                        name="one_attendance_per_seat",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "deputy"), _negated=True),
                            models.Q(("deputy_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="deputy_is_named",
                        violation_error_message="Give the name of the deputy who came.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportReceived",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_key", models.SlugField(max_length=60)),
                ("source_name", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
                ("received_by", models.CharField(max_length=200)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="governance.meeting",
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "source_key"), name="one_report_per_source"
                    )
                ],
            },
        ),
        row_policies.protect(
            "governance_meeting",
            read=row_policies.RECORD,
            write=f"{UNIT} AND {row_policies.RECORD}",
            change=f"{UNIT} AND {row_policies.RECORD}",
        ),
        row_policies.never_deleted("governance_meeting"),
        row_policies.protect(
            "governance_attendance",
            read=row_policies.RECORD,
            write=OF_MEETING.format(table="governance_attendance"),
            change=OF_MEETING.format(table="governance_attendance"),
        ),
        row_policies.protect(
            "governance_reportreceived",
            read=row_policies.RECORD,
            write=OF_MEETING.format(table="governance_reportreceived"),
            change=OF_MEETING.format(table="governance_reportreceived"),
        ),
    ]
