"""Who may know somebody in a case: written by the worker, read and decided by who answers for it,
and never by the one it is about."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

POSSIBLE, DECIDED = "reviews_possibleconflict", "reviews_conflictdecided"
ANSWERS = row_policies.capacity_at_record("notifier", "caseworker", "business-manager")
ABOUT_OTHERS = f"{ANSWERS} AND person_id <> (SELECT sightline_person())"
OF_POSSIBLE = (
    f"{ANSWERS} AND EXISTS (SELECT 1 FROM {POSSIBLE} p WHERE p.id = {DECIDED}.possible_id"
    f" AND p.record_id = {DECIDED}.record_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0013_the_trail_of_what_one_sees"),
        ("reviews", "0013_who_opened_a_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PossibleConflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("name", "The same name as somebody in the case"),
                            ("other-name", "The same name as another name of somebody in the case"),
                            ("family-name", "The same family name as somebody in the case"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_hidden", models.BooleanField()),
                ("found_at", models.DateTimeField()),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.incident",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConflictDecided",
            fields=[
                (
                    "possible",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="decided",
                        serialize=False,
                        to="reviews.possibleconflict",
                    ),
                ),
                ("is_conflict", models.BooleanField()),
                ("reason", models.CharField(max_length=500)),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=200)),
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
        migrations.AddConstraint(
            model_name="possibleconflict",
            constraint=models.UniqueConstraint(
                fields=("incident", "person", "why"), name="possible_conflict_once"
            ),
        ),
        row_policies.protect(POSSIBLE, read=ABOUT_OTHERS, write="false", change="false"),
        row_policies.append_only(POSSIBLE),
        row_policies.protect(DECIDED, read=OF_POSSIBLE, write=OF_POSSIBLE, change="false"),
        row_policies.append_only(DECIDED),
    ]
