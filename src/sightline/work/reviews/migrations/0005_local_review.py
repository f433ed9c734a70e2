"""Local reviews: seen with a record of their own; what is entered of one is added beside it by who
runs it, and never changed."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import RUNS, SEES, beside_review, of


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0012_what_waits_for_a_body"),
        ("reviews", "0004_decisions_told"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("initiated_on", models.DateField()),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.CharField(max_length=200)),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_review",
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
                        related_name="local_review",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proceeding",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("criminal", "Criminal investigation or trial"),
                            ("inquest", "Inquest"),
                            ("care", "Care proceedings"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=300)),
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
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProceedingStanding",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("expected", "Expected"),
                            ("open", "Going on"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("effect", models.TextField()),
                ("reviewed_on", models.DateField()),
                (
                    "proceeding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="reviews.proceeding",
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
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
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
                ("organisation", models.CharField(max_length=200)),
                ("competence", models.TextField()),
                ("conflict", models.TextField()),
                ("reasons", models.TextField()),
                ("appointed_by", models.CharField(max_length=200)),
                ("appointed_on", models.DateField()),
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
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewerEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("ended_on", models.DateField()),
                ("reason", models.TextField()),
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
                        to="reviews.localreview",
                    ),
                ),
                (
                    "reviewer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended",
                        to="reviews.reviewer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewTerms",
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
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("questions", models.TextField()),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
                ("agreed_by", models.CharField(max_length=200)),
                ("agreed_on", models.DateField()),
                ("changed_because", models.TextField(blank=True)),
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
                        to="reviews.localreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("review", "number"), name="terms_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("changed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="terms_changed_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_on__lte", models.F("to_on"))),
                        name="terms_scope_in_order",
                    ),
                ],
            },
        ),
        row_policies.protect(
            "reviews_localreview",
            read=SEES,
            write=f"{RUNS} AND EXISTS (SELECT 1 FROM records_record r JOIN reviews_incident i"
            " ON i.record_id = r.arises_from_id WHERE r.id = reviews_localreview.record_id"
            " AND i.id = incident_id)",
            change="false",
        ),
        row_policies.append_only("reviews_localreview"),
        *beside_review("reviews_reviewterms"),
        *beside_review("reviews_reviewer"),
        *beside_review(
            "reviews_reviewerend", of("reviews_reviewer", "reviewer_id", "reviews_reviewerend")
        ),
        *beside_review("reviews_proceeding"),
        *beside_review(
            "reviews_proceedingstanding",
            of("reviews_proceeding", "proceeding_id", "reviews_proceedingstanding"),
        ),
    ]
