"""Answers to a decision not to publish: seen with the case, added by who runs it, and kept."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.work.reviews.migrations._guards import RUNS, kept, of


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_the_trail_of_what_one_sees"),
        ("reviews", "0015_learning_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicationComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        choices=[
                            ("panel", "The Panel"),
                            ("secretary-of-state", "The Secretary of State"),
                        ],
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("words", models.TextField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="reviews.publicationdecision",
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
        migrations.CreateModel(
            name="CommentConsidered",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="considered",
                        serialize=False,
                        to="reviews.publicationcomment",
                    ),
                ),
                ("words", models.TextField()),
                ("considered_on", models.DateField()),
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
        *kept(
            "reviews_publicationcomment",
            write=f"{RUNS} AND "
            + of("reviews_publicationdecision", "decision_id", "reviews_publicationcomment"),
        ),
        *kept(
            "reviews_commentconsidered",
            write=f"{RUNS} AND "
            + of("reviews_publicationcomment", "comment_id", "reviews_commentconsidered"),
        ),
    ]
