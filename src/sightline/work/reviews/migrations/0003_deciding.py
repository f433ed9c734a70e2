"""Recommending and deciding on a local review, and its delays: added and never changed. What the
group recommends is seen with the rapid review, what the Executive decides with the case."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.work.reviews.migrations._guards import RUNS, kept, of

DECISION, JUDGED = "reviews_reviewdecision", "reviews_criterionjudged"


def beside(table: str, *, of_parent: str) -> list[migrations.RunSQL]:
    """A table whose rows are added, beside their parent, and stay as they are."""
    return kept(table, write=f"{RUNS} AND {of_parent}")


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0012_what_waits_for_a_body"),
        ("reviews", "0002_rapid_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("local-review", "A local child safeguarding practice review"),
                            ("no-review", "No review"),
                            ("other-learning", "Learning in another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField()),
                ("agreed_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="reviews.rapidreview",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("local-review", "A local child safeguarding practice review"),
                            ("no-review", "No review"),
                            ("other-learning", "Learning in another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField()),
                ("dissent", models.TextField(blank=True)),
                ("panel_view", models.TextField(blank=True)),
                ("decided_on", models.DateField()),
                ("changed_because", models.TextField(blank=True)),
                ("initiated_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("workings", models.TextField(blank=True)),
                ("rule_version", models.CharField(blank=True, max_length=60)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_decisions",
                        to="reviews.incident",
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
                        fields=("incident", "number"), name="review_decision_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("changed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_decision_changed_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_on__isnull", False),
                                ("initiated_on__isnull", False),
                                ("outcome", "local-review"),
                            ),
                            models.Q(
                                models.Q(("outcome", "local-review"), _negated=True),
                                ("due_on__isnull", True),
                                ("initiated_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="local_review_has_its_clock",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerPosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("partner", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("local-review", "A local child safeguarding practice review"),
                            ("no-review", "No review"),
                            ("other-learning", "Learning in another way"),
                            ("no-view", "No view was given"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField()),
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
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="reviews.reviewdecision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "place"), name="position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionJudged",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=30)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("met", "Met"),
                            ("not-met", "Not met"),
                            ("not-known", "Not known yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="reviews.recommendation",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="reviews.reviewdecision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "criterion"), name="recommended_criterion_once"
                    ),
                    models.UniqueConstraint(
                        fields=("decision", "criterion"), name="decided_criterion_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", False), ("recommendation__isnull", True)),
                            models.Q(("decision__isnull", True), ("recommendation__isnull", False)),
                            _connector="OR",
                        ),
                        name="criterion_of_one_of_both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDelay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("criminal", "Criminal investigation"),
                            ("inquest", "Inquest"),
                            ("prosecution", "Prosecution"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("evidence", models.TextField()),
                ("approved_by", models.CharField(max_length=200)),
                ("approved_on", models.DateField()),
                ("stood_until_on", models.DateField()),
                ("until_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "approver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.seat",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delays",
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("stood_until_on"))),
                        name="delay_is_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DelayTold",
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
                        ],
                        max_length=20,
                    ),
                ),
                ("told_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "delay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="reviews.reviewdelay",
                    ),
                ),
            ],
        ),
        *beside(
            "reviews_recommendation",
            of_parent=of("reviews_rapidreview", "review_id", "reviews_recommendation"),
        ),
        *beside(DECISION, of_parent=of("reviews_incident", "incident_id", DECISION)),
        *beside(
            JUDGED,
            of_parent=f"({of('reviews_recommendation', 'recommendation_id', JUDGED)}"
            f" OR {of(DECISION, 'decision_id', JUDGED)})",
        ),
        *beside(
            "reviews_partnerposition",
            of_parent=of(DECISION, "decision_id", "reviews_partnerposition"),
        ),
        *beside(
            "reviews_reviewdelay", of_parent=of(DECISION, "decision_id", "reviews_reviewdelay")
        ),
        *beside(
            "reviews_delaytold",
            of_parent=of("reviews_reviewdelay", "delay_id", "reviews_delaytold"),
        ),
    ]
