import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

SEES = row_policies.RECORD
PARTNERS = row_policies.capacity("lead-partner", "business-manager", "scrutineer", "chief-officer")
OF_DISPUTE = (
    "EXISTS (SELECT 1 FROM governance_dispute d WHERE d.id = dispute_id "
    "AND d.record_id = governance_disputestage.record_id AND "
    f"{PARTNERS.replace('partnership_id', 'd.partnership_id')})"
)
LEADS = "lead_id = (SELECT sightline_person())"


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0010_requests"),
        ("partnership", "0001_initial"),
        ("records", "0003_dates_are_seen_with_their_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
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
                            ("raised", "Raised"),
                            ("mediation", "With the scrutineer for mediation"),
                            ("chief-officers", "With the chief officers"),
                            ("resolved", "Resolved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="raised",
                        max_length=15,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("reasons", models.TextField()),
                ("options", models.TextField()),
                ("parties", models.CharField(max_length=300)),
                ("raised_at", models.DateTimeField()),
                ("raised_by", models.CharField(max_length=200)),
                ("outcome", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.body",
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
                        related_name="dispute",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_ended_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dispute_ends_with_outcome",
                        violation_error_message="Say how the dispute ended.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("mediation", "With the scrutineer for mediation"),
                            ("chief-officers", "With the chief officers"),
                            ("resolved", "Resolved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=15,
                    ),
                ),
                ("referred_on", models.DateField()),
                ("referred_at", models.DateTimeField()),
                ("referred_by", models.CharField(max_length=200)),
                ("settle_by_on", models.DateField()),
                ("is_settled", models.BooleanField(null=True)),
                ("came_of_it", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="governance.dispute",
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
                    models.UniqueConstraint(fields=("dispute", "stage"), name="each_stage_once"),
                    models.CheckConstraint(
                        condition=models.Q(("settle_by_on__gte", models.F("referred_on"))),
                        name="stage_dates_in_order",
                        violation_error_message="The day must not be before the referral.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("ended_by", ""),
                                ("is_settled__isnull", True),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("is_settled__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stage_ended_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("purpose", models.TextField()),
                ("members", models.TextField()),
                ("set_up_at", models.DateTimeField()),
                ("set_up_by", models.CharField(max_length=200)),
                ("ends_on", models.DateField()),
                ("first_ends_on", models.DateField()),
                ("times_extended", models.PositiveSmallIntegerField(default=0)),
                ("report", models.TextField(blank=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("reported_by", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="task_groups",
                        to="partnership.body",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        related_name="task_group",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("reported_at__isnull", True)),
                        fields=["partnership", "ends_on"],
                        name="task_group_running",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("report", ""), ("reported_at__isnull", True), ("reported_by", "")
                            ),
                            models.Q(
                                ("reported_at__isnull", False),
                                models.Q(("reported_by", ""), _negated=True),
                                models.Q(("report", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="task_group_reported_by_whom",
                        violation_error_message="Say what the group reports back.",
                    )
                ],
            },
        ),
        row_policies.protect(
            "governance_dispute",
            read=SEES,
            write=f"{PARTNERS} AND {SEES}",
            change=f"{PARTNERS} AND {SEES}",
        ),
        row_policies.never_deleted("governance_dispute"),
        row_policies.protect(
            "governance_disputestage", read=SEES, write=OF_DISPUTE, change=OF_DISPUTE
        ),
        row_policies.never_deleted("governance_disputestage"),
        row_policies.protect(
            "governance_taskgroup",
            read=SEES,
            write=f"{row_policies.STAFF} AND {SEES}",
            change=f"{SEES} AND ({row_policies.STAFF} OR {LEADS})",
        ),
        row_policies.never_deleted("governance_taskgroup"),
    ]
