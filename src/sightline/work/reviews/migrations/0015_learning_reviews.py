"""Learning reviews, and learning passed to a group: rows are added by who runs the review and stay;
what a group does with it is added by the group or the office."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import RUNS, kept, of


def beside_learning(table: str, *parents: str) -> list[migrations.RunSQL]:
    """A table whose rows are added beside their learning review, and stay as they are."""
    return kept(
        table,
        write=" AND ".join([RUNS, of("reviews_learningreview", "review_id", table), *parents]),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0004_files_show_what_was_done"),
        ("partnership", "0001_initial"),
        ("records", "0013_the_trail_of_what_one_sees"),
        ("reviews", "0014_who_may_know_somebody"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearningReview",
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
                            ("good-practice", "Review of good practice"),
                            ("lessons", "Learning lessons review"),
                            ("single-agency", "Single agency review"),
                            ("reflective", "Reflective review"),
                            ("serious-case", "Serious case review"),
                            (
                                "below-serious",
                                "Review below the threshold of a serious case review",
                            ),
                            (
                                "former-local",
                                "Local child safeguarding practice review of the former Board",
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                ("is_about_child", models.BooleanField()),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("asked_on", models.DateField(null=True)),
                ("began_on", models.DateField()),
                ("why", models.TextField()),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
                ("lead", models.CharField(max_length=200)),
                ("method", models.TextField()),
                ("guidance", models.CharField(blank=True, max_length=200)),
                ("changed_over_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("workings", models.TextField(blank=True)),
                ("rule_version", models.CharField(blank=True, max_length=60)),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.CharField(max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.body",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learning_reviews",
                        to="reviews.incident",
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
                        related_name="learning_review",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["below-serious", "former-local", "serious-case"]),
                                ("changed_over_on__isnull", False),
                                ("due_on__isnull", False),
                                ("due_on__gt", models.F("changed_over_on")),
                                ("is_about_child", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ["below-serious", "former-local", "serious-case"]),
                                    _negated=True,
                                ),
                                ("changed_over_on__isnull", True),
                                ("due_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="former_review_has_its_clock",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["below-serious", "former-local", "serious-case"]),
                                _negated=True,
                            ),
                            ("began_on__lt", models.F("changed_over_on")),
                            _connector="OR",
                        ),
                        name="former_review_began_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_by", ""),
                            ("asked_on__isnull", True),
                        )
                        | (
                            models.Q(("asked_on__isnull", False))
                            & models.Q(("asked_by", ""), _negated=True)
                        ),
                        name="learning_review_asked_by_whom",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="PassedLearning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150)),
                ("words", models.TextField()),
                ("passed_at", models.DateTimeField()),
                ("passed_by", models.CharField(max_length=200)),
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
                        related_name="passed_learning",
                        to="records.record",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LearningFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "shows",
                    models.CharField(
                        choices=[("well", "What worked well"), ("better", "What should be better")],
                        max_length=8,
                    ),
                ),
                ("words", models.TextField()),
                ("evidence", models.TextField()),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("child-heard", "The child’s experience and voice"),
                            ("family", "Work with parents, fathers and the wider family"),
                            ("risk", "Assessment of risk and thresholds"),
                            ("sharing", "Sharing and use of information"),
                            ("together", "Agencies working together"),
                            ("challenge", "Supervision, challenge and management"),
                            ("equality", "Culture, ethnicity, language and disability"),
                            ("system", "Capacity, systems and commissioning"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.learningreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "number"), name="learning_finding_number"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="LearningFindingRecommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="made",
                        to="reviews.learningfinding",
                    ),
                ),
                (
                    "recommendation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.recommendation",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.learningreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LearningReviewNamed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
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
                        related_name="+",
                        to="reviews.learningreview",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.seat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "seat"), name="learning_review_named_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="LearningReviewStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("happened_on", models.DateField()),
                ("words", models.TextField()),
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
                        related_name="+",
                        to="reviews.learningreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LearningTakenUp",
            fields=[
                (
                    "passed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="taken_up",
                        serialize=False,
                        to="reviews.passedlearning",
                    ),
                ),
                ("words", models.TextField()),
                ("decided_on", models.DateField()),
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
            ],
        ),
        migrations.CreateModel(
            name="LearningReviewEnd",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="end",
                        serialize=False,
                        to="reviews.learningreview",
                    ),
                ),
                ("completed_on", models.DateField()),
                ("learnt", models.TextField()),
                ("published_on", models.DateField(null=True)),
                ("late_reason", models.TextField(blank=True)),
                ("late_approved_by", models.CharField(blank=True, max_length=200)),
                ("late_approved_on", models.DateField(null=True)),
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("late_approved_by", ""),
                            ("late_approved_on__isnull", True),
                        )
                        | (
                            models.Q(("late_approved_on__isnull", False))
                            & models.Q(("late_approved_by", ""), _negated=True)
                        ),
                        name="learning_review_late_by_whom",
                    ),
                ],
            },
        ),
        *kept(
            "reviews_learningreview",
            write=f"{RUNS} AND (incident_id IS NULL OR EXISTS (SELECT 1 FROM records_record r"
            " JOIN reviews_incident i ON i.record_id = r.arises_from_id"
            " WHERE r.id = reviews_learningreview.record_id"
            " AND i.id = reviews_learningreview.incident_id))",
        ),
        *beside_learning("reviews_learningreviewnamed"),
        *beside_learning("reviews_learningreviewstep"),
        *beside_learning("reviews_learningfinding"),
        *beside_learning(
            "reviews_learningfindingrecommendation",
            of("reviews_learningfinding", "finding_id", "reviews_learningfindingrecommendation"),
        ),
        *beside_learning("reviews_learningreviewend"),
        *kept(
            "reviews_passedlearning",
            write=f"{RUNS} AND EXISTS (SELECT 1 FROM records_record s"
            " WHERE s.id = reviews_passedlearning.source_id)",
        ),
        *kept(
            "reviews_learningtakenup",
            write=row_policies.capacity_at_record(
                "business-manager", "business-unit", "group-chair"
            )
            + " AND "
            + of("reviews_passedlearning", "passed_id", "reviews_learningtakenup"),
        ),
    ]
