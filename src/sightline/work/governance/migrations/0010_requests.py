import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

SEES = row_policies.RECORD
ANSWERS = row_policies.capacity("business-manager", "business-unit", "lead-partner")
ASKED_IT = "asker_id = (SELECT sightline_person())"


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_one_meeting_a_day"),
        ("partnership", "0001_initial"),
        ("records", "0003_dates_are_seen_with_their_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("concern", "Concern escalated"),
                            ("attend", "Request to attend"),
                            ("co-opt", "Partner to co-opt"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("done", "Dealt with"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=200)),
                ("answer_due_on", models.DateField()),
                ("workings", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("meets_on", models.DateField(null=True)),
                ("outcome", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=200)),
                (
                    "asker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="partnership.body",
                    ),
                ),
                (
                    "for_agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "for_body",
                    models.ForeignKey(
                        null=True,
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
                        related_name="requests",
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
                        related_name="request",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["partnership", "answer_due_on"],
                        name="request_waiting",
                    ),
                    models.Index(fields=["meeting"], name="request_meeting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="request_answered_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by", "")),
                            models.Q(
                                ("done_at__isnull", False), models.Q(("done_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="request_done_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="request_done_with_outcome",
                        violation_error_message="Say what came of it.",
                    ),
                ],
            },
        ),
        row_policies.protect(
            "governance_request",
            read=SEES,
            write=f"{row_policies.STAFF} AND {SEES}",
            change=f"{SEES} AND ({ANSWERS} OR {ASKED_IT})",
        ),
        row_policies.never_deleted("governance_request"),
    ]
