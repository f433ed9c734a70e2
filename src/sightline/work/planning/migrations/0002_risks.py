import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

SEES = row_policies.RECORD
OFFICE = row_policies.capacity("business-manager")
CHAIRS = row_policies.capacity("group-chair")
# the office, or the chair of the body whose risk it is
LOOKS_AFTER = (
    f"({OFFICE} OR ({CHAIRS} AND ('chair:' || body_id) = ANY({row_policies.KEYS}::text[])))"
)


def of_risk(table: str, who: str) -> str:
    """A line of a risk is written with the record of that very risk."""
    at = who.replace("partnership_id", "k.partnership_id").replace("body_id", "k.body_id")
    return (
        "EXISTS (SELECT 1 FROM planning_risk k WHERE k.id = risk_id "
        f"AND k.record_id = {table}.record_id AND {at})"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("planning", "0001_initial"),
        ("records", "0009_emergency_access"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("likelihood_before", models.PositiveSmallIntegerField()),
                ("impact_before", models.PositiveSmallIntegerField()),
                ("likelihood_after", models.PositiveSmallIntegerField()),
                ("impact_after", models.PositiveSmallIntegerField()),
                ("likelihood_target", models.PositiveSmallIntegerField()),
                ("impact_target", models.PositiveSmallIntegerField()),
                ("review_on", models.DateField()),
                ("name", models.CharField(max_length=200)),
                ("cause", models.TextField()),
                ("event", models.TextField()),
                ("effect", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "With its body"),
                            ("raised", "Raised to the Executive"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("score_was", models.PositiveSmallIntegerField(null=True)),
                ("assessed_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("raised_at", models.DateTimeField(null=True)),
                ("raised_by", models.CharField(blank=True, max_length=200)),
                ("raised_reason", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("answer", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=200)),
                ("closed_reason", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="partnership.body",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partnership.partnership",
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "closed"), _negated=True),
                        fields=["partnership", "review_on"],
                        name="risk_standing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likelihood_before__gte", 1),
                            ("likelihood_before__lte", 5),
                            ("impact_before__gte", 1),
                            ("impact_before__lte", 5),
                            ("likelihood_after__gte", 1),
                            ("likelihood_after__lte", 5),
                            ("impact_after__gte", 1),
                            ("impact_after__lte", 5),
                            ("likelihood_target__gte", 1),
                            ("likelihood_target__lte", 5),
                            ("impact_target__gte", 1),
                            ("impact_target__lte", 5),
                        ),
                        name="risk_in_five_by_five",
                        violation_error_message="Choose a number from 1 to 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("raised_at__isnull", True),
                                ("raised_by", ""),
                                ("raised_reason", ""),
                            ),
                            models.Q(
                                ("raised_at__isnull", False),
                                models.Q(("raised_by", ""), _negated=True),
                                models.Q(("raised_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="risk_raised_by_whom",
                        violation_error_message="Say why it is raised.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "raised"), _negated=True),
                            ("raised_at__isnull", False),
                            _connector="OR",
                        ),
                        name="risk_raised_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("answered_at__isnull", True), ("answered_by", "")
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="risk_answered_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_at__isnull", True),
                                ("closed_by", ""),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "closed"),
                                models.Q(("closed_by", ""), _negated=True),
                                models.Q(("closed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="risk_closed_by_whom",
                        violation_error_message="Say why it is closed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Control",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.CharField(max_length=300)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                ("ended_reason", models.CharField(blank=True, max_length=300)),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="controls",
                        to="planning.risk",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("risk", "number"), name="control_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True), ("ended_by", ""), ("ended_reason", "")
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="control_ended_by_whom",
                        violation_error_message="Say why it is ended.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("likelihood_before", models.PositiveSmallIntegerField()),
                ("impact_before", models.PositiveSmallIntegerField()),
                ("likelihood_after", models.PositiveSmallIntegerField()),
                ("impact_after", models.PositiveSmallIntegerField()),
                ("likelihood_target", models.PositiveSmallIntegerField()),
                ("impact_target", models.PositiveSmallIntegerField()),
                ("review_on", models.DateField()),
                ("words", models.TextField()),
                ("assessed_on", models.DateField()),
                ("assessed_by", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                (
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="planning.risk",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likelihood_before__gte", 1),
                            ("likelihood_before__lte", 5),
                            ("impact_before__gte", 1),
                            ("impact_before__lte", 5),
                            ("likelihood_after__gte", 1),
                            ("likelihood_after__lte", 5),
                            ("impact_after__gte", 1),
                            ("impact_after__lte", 5),
                            ("likelihood_target__gte", 1),
                            ("likelihood_target__lte", 5),
                            ("impact_target__gte", 1),
                            ("impact_target__lte", 5),
                        ),
                        name="assessment_in_five_by_five",
                        violation_error_message="Choose a number from 1 to 5.",
                    )
                ],
            },
        ),
        row_policies.protect(
            "planning_risk",
            read=SEES,
            write=f"{LOOKS_AFTER} AND {SEES}",
            change=f"{LOOKS_AFTER} AND {SEES}",
        ),
        row_policies.never_deleted("planning_risk"),
        row_policies.protect(
            "planning_assessment",
            read=SEES,
            write=of_risk("planning_assessment", LOOKS_AFTER),
            change="false",
        ),
        row_policies.append_only("planning_assessment"),
        row_policies.protect(
            "planning_control",
            read=SEES,
            write=of_risk("planning_control", LOOKS_AFTER),
            change=of_risk("planning_control", OFFICE),
        ),
        row_policies.never_deleted("planning_control"),
    ]
