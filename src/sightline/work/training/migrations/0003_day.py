import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
MINE = "person_id = (SELECT sightline_person())"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
AGENCY = "agency_id = ANY((SELECT sightline_training_agencies())::bigint[])"
OF_BOOKING = "EXISTS (SELECT 1 FROM training_booking b WHERE b.id = booking_id OFFSET 0)"

# what anybody learns who holds the code, and nothing more
CHECK = """
CREATE FUNCTION sightline_training_certificate(typed text)
RETURNS TABLE (name varchar, course varchar, attended_on date) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT c.name, c.course, c.attended_on FROM training_certificate c
    WHERE c.code = typed AND c.withdrawn_at IS NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("training", "0002_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("course", models.CharField(max_length=200)),
                ("attended_on", models.DateField()),
                ("expires_on", models.DateField(null=True)),
                ("issued_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="training.booking",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "expires_on"], name="certificate_expires")
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionAttendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("full", "Attended"),
                            ("late", "Came late, counted"),
                            ("part", "Too late or left early, not counted"),
                            ("excused", "Excused"),
                            ("absent", "Did not come"),
                        ],
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attended",
                        to="training.booking",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.eventsession",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("booking", "session"), name="one_entry_a_session"
                    )
                ],
            },
        ),
        row_policies.protect(
            "training_certificate",
            read=f"{MINE} OR {AGENCY} OR {OFFICE}",
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        row_policies.protect(
            "training_sessionattendance",
            read=OF_BOOKING,
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        row_policies.never_deleted("training_certificate"),
        row_policies.never_deleted("training_sessionattendance"),
        migrations.RunSQL(CHECK, "DROP FUNCTION sightline_training_certificate(text)"),
    ]
