"""The deciders' window: the pack is seen with its own record, a position by who entered it and by
who runs the case; nobody enters one for somebody else, nor after the window has closed, by the
database's clock."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import RUNS, SEES, kept, of

WINDOW, OWN, HAND = "reviews_decisionwindow", "reviews_ownposition", "reviews_positionbyhand"
ME = "person_id = (SELECT sightline_person())"
ENTERS = f"""{SEES} AND {ME} AND EXISTS (
    SELECT 1 FROM {WINDOW} w JOIN reviews_decider d ON d.window_id = w.id
    WHERE w.id = {OWN}.window_id AND w.record_id = {OWN}.record_id
    AND w.closes_at > statement_timestamp() AND d.place_id = {OWN}.place_id
    AND d.person_id = {OWN}.person_id AND ARRAY['seat:' || d.seat_id] && {row_policies.KEYS})"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0013_the_trail_of_what_one_sees"),
        ("reviews", "0011_merged_chronology"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=200)),
                ("closes_at", models.DateTimeField()),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_windows",
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
                        related_name="decision_window",
                        to="records.record",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DecisionPackPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("heading", models.CharField(max_length=300)),
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
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="reviews.decisionwindow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("partner", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.seat",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deciders",
                        to="reviews.decisionwindow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OwnPosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
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
                ("given_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="reviews.decisionwindow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PositionByHand",
            fields=[
                (
                    "position",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="by_hand",
                        serialize=False,
                        to="reviews.partnerposition",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
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
            model_name="decisionwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opened_at"))),
                name="window_closes_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionpackpart",
            constraint=models.UniqueConstraint(
                fields=("window", "number"), name="pack_part_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="decider",
            constraint=models.UniqueConstraint(fields=("window", "place"), name="decider_once"),
        ),
        *kept(
            WINDOW,
            write=f"{RUNS} AND EXISTS (SELECT 1 FROM records_record r JOIN reviews_incident i"
            f" ON i.record_id = r.arises_from_id WHERE r.id = {WINDOW}.record_id"
            " AND i.id = incident_id)",
        ),
        *kept("reviews_decider", write=f"{RUNS} AND {of(WINDOW, 'window_id', 'reviews_decider')}"),
        *kept(
            "reviews_decisionpackpart",
            write=f"{RUNS} AND {of(WINDOW, 'window_id', 'reviews_decisionpackpart')}",
        ),
        *kept(OWN, read=f"({SEES} AND {ME}) OR {RUNS}", write=ENTERS),
        *kept(HAND, write=f"{RUNS} AND {of('reviews_partnerposition', 'position_id', HAND)}"),
    ]
