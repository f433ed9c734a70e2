import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
AGENCY = "agency_id = ANY((SELECT sightline_training_agencies())::bigint[])"
OF_BOOKING = "EXISTS (SELECT 1 FROM training_booking b WHERE b.id = booking_id OFFSET 0)"
CREDIT = f"(taught_id IS NOT NULL AND ({AGENCY} OR {OFFICE}))"


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0013_the_trail_of_what_one_sees"),
        ("training", "0010_workshops_and_searches"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrainerRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pence_a_day", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("partnership",),
                        name="one_trainer_rate_in_force",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="charge",
            name="taught",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credits",
                to="training.eventtrainer",
            ),
        ),
        migrations.AddField(
            model_name="missedsearch",
            name="searcher",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.AlterField(
            model_name="charge",
            name="booking",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="training.booking",
            ),
        ),
        migrations.AddIndex(
            model_name="course",
            index=models.Index(fields=["partnership", "reference"], name="course_by_reference"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["partnership", "reference"], name="event_by_reference"),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("booking__isnull", True), ("taught__isnull", False)),
                    models.Q(("booking__isnull", False), ("taught__isnull", True)),
                    _connector="OR",
                ),
                name="charge_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="missedsearch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("searcher", ""), _negated=True),
                fields=("partnership", "searched_on", "words", "searcher"),
                name="a_search_once_a_day",
            ),
        ),
        row_policies.protect("training_trainerrate", read=OFFICE, write=OFFICE, change=OFFICE),
        row_policies.never_deleted("training_trainerrate"),
        # a credit is for the office and for who books for the agency that lent the trainer
        migrations.RunSQL(
            [
                f"ALTER POLICY web_read ON training_charge USING ({OF_BOOKING} OR {CREDIT})",
                "ALTER POLICY web_write ON training_charge WITH CHECK "
                f"({MEMBER} AND (({OF_BOOKING}) OR (taught_id IS NOT NULL AND {OFFICE})))",
            ],
            [
                f"ALTER POLICY web_read ON training_charge USING ({OF_BOOKING})",
                f"ALTER POLICY web_write ON training_charge WITH CHECK ({MEMBER} AND {OF_BOOKING})",
            ],
        ),
    ]
