"""Information asked of agencies: each request is seen with a record of its own, answered once by
who answers for the agency or by who runs the review, and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.work.reviews.migrations._guards import RUNS, SEES, kept


def of_request(table: str) -> str:
    """A condition: the row is of the request that stands behind its record."""
    return (
        f"EXISTS (SELECT 1 FROM reviews_informationrequest q WHERE q.id = {table}.request_id"
        f" AND q.record_id = {table}.record_id)"
    )


AUTHOR = (
    f"{SEES} AND EXISTS (SELECT 1 FROM reviews_informationrequest q WHERE q.id = request_id"
    " AND q.person_id = (SELECT sightline_person()))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0012_what_waits_for_a_body"),
        ("reviews", "0005_local_review"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("words", models.TextField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("s16h", "Required under section 16H of the Children Act 2004"),
                            ("agreed", "Asked for, and given by agreement"),
                            ("other", "Another basis"),
                        ],
                        max_length=10,
                    ),
                ),
                ("basis_words", models.CharField(blank=True, max_length=300)),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_request",
                        to="records.record",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="reviews.localreview",
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
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("asked_on"))),
                        name="information_due_later",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("until_on", models.DateField()),
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="reviews.informationrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InformationChaser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("chased_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("e-mail", "E-mail"),
                            ("telephone", "Telephone"),
                            ("letter", "Letter"),
                            ("meeting", "In a meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chasers",
                        to="reviews.informationrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InformationAnswer",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "What is written here"),
                            ("nil", "A nil return: the agency holds nothing"),
                            ("refused", "A refusal, with its reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField()),
                ("answered_on", models.DateField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="reviews.informationrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        *kept(
            "reviews_informationrequest",
            write=f"{RUNS} AND EXISTS (SELECT 1 FROM reviews_localreview v JOIN records_record o"
            " ON o.id = v.record_id JOIN records_record r ON r.arises_from_id = o.arises_from_id"
            " WHERE v.id = review_id AND r.id = reviews_informationrequest.record_id)",
        ),
        *kept(
            "reviews_informationchaser",
            write=f"{RUNS} AND {of_request('reviews_informationchaser')}",
        ),
        *kept(
            "reviews_informationextension",
            write=f"{RUNS} AND {of_request('reviews_informationextension')}",
        ),
        *kept(
            "reviews_informationanswer",
            write=f"(({RUNS}) OR ({AUTHOR})) AND {of_request('reviews_informationanswer')}",
        ),
    ]
