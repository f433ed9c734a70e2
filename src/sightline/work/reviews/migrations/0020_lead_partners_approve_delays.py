"""What lead partners are asked to approve stands with its window; that one of them approved a delay
is kept only as they entered it themselves: the database compares the two."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.work.reviews.migrations._guards import RUNS, kept, of

ASKED, APPROVED = "reviews_delayasked", "reviews_delayapproval"
BY_HAND = f"""EXISTS (SELECT 1 FROM reviews_ownposition p
    JOIN {ASKED} a ON a.window_id = p.window_id
    JOIN reviews_reviewdelay d ON d.id = {APPROVED}.delay_id AND d.decision_id = a.decision_id
    AND d.until_on = a.until_on AND d.stood_until_on = a.stood_until_on
    WHERE p.place_id = {APPROVED}.place_id AND p.outcome = 'approve' AND p.name = {APPROVED}.name
    AND p.reasons = {APPROVED}.reasons AND p.given_at = {APPROVED}.given_at)"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0002_edition_of_what_is_published"),
        ("records", "0019_links_end"),
        ("reviews", "0019_names_are_told_before_a_pack_goes_out"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ownposition",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("local-review", "A local child safeguarding practice review"),
                    ("no-review", "No review"),
                    ("other-learning", "Learning in another way"),
                    ("approve", "I approve the delay"),
                    ("refuse", "I do not approve it"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="DelayApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("partner", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("reasons", models.TextField()),
                ("given_at", models.DateTimeField()),
                (
                    "delay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="by_hand",
                        to="reviews.reviewdelay",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("delay", "place"), name="delay_approved_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DelayAsked",
            fields=[
                (
                    "window",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="delay_asked",
                        serialize=False,
                        to="reviews.decisionwindow",
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
                ("stood_until_on", models.DateField()),
                ("until_on", models.DateField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        name="delay_asked_is_one",
                    )
                ],
            },
        ),
        *kept(ASKED, write=f"{RUNS} AND {of('reviews_decisionwindow', 'window_id', ASKED)}"),
        *kept(
            APPROVED,
            write=f"{RUNS} AND {of('reviews_reviewdelay', 'delay_id', APPROVED)} AND {BY_HAND}",
        ),
    ]
