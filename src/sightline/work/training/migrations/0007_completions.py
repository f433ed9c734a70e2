import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
AGENCY = "agency_id = ANY((SELECT sightline_training_agencies())::bigint[])"
MINE = "person_id = (SELECT sightline_person())"

# Counts alone, by agency, for those who compare; what is small is left out before it is shown.
YEAR = """
CREATE FUNCTION sightline_training_year(whose bigint, since timestamptz, until timestamptz)
RETURNS TABLE (agency text, attended bigint, missed bigint, other bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM unnest(sightline_keys()) AS key WHERE key LIKE 'capacity:' || whose || ':%'
        AND split_part(key, ':', 3) IN ('business-manager', 'business-unit',
            'training-coordinator', 'group-chair', 'lead-partner', 'scrutineer', 'agency-lead'))
    THEN RETURN; END IF;
    RETURN QUERY
    SELECT a.name::text, count(*) FILTER (WHERE s.came),
           count(*) FILTER (WHERE s.missed AND NOT s.came),
           count(*) FILTER (WHERE NOT s.came AND NOT s.missed)
    FROM training_booking b
    JOIN training_event e ON e.id = b.event_id
    JOIN partnership_agency a ON a.id = b.agency_id
    CROSS JOIN LATERAL (SELECT
        EXISTS (SELECT 1 FROM training_certificate c WHERE c.booking_id = b.id
                AND c.withdrawn_at IS NULL) AS came,
        e.state = 'held' AND EXISTS (SELECT 1 FROM training_sessionattendance t
                WHERE t.booking_id = b.id AND t.how = 'absent') AS missed) AS s
    WHERE b.partnership_id = whose AND b.state = 'booked' AND e.state IN ('open', 'held')
      AND e.starts_at >= since AND e.starts_at < until
    GROUP BY a.name;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("partnership", "0001_initial"),
        ("training", "0006_needs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CompletionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("entries", models.JSONField()),
                ("received_at", models.DateTimeField()),
                ("received_by", models.CharField(max_length=200)),
                ("taken_at", models.DateTimeField(null=True)),
                ("taken_by", models.CharField(blank=True, max_length=200)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.course",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "stored_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at__isnull", True), ("taken_by", "")),
                            models.Q(
                                ("taken_at__isnull", False),
                                models.Q(("taken_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="completions_taken_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Completion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("completed_on", models.DateField()),
                ("expires_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="training.course",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="training.learner",
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
                (
                    "told_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept",
                        to="training.completionfile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["course", "completed_on"], name="completion_of_course")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("learner", "course", "completed_on"), name="completed_once_a_day"
                    )
                ],
            },
        ),
        row_policies.protect(
            "training_completionfile",
            read=OFFICE,
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        row_policies.protect(
            "training_completion",
            read=f"{MINE} OR {AGENCY} OR {OFFICE}",
            write=f"{MEMBER} AND {OFFICE}",
            change="false",
        ),
        row_policies.never_deleted("training_completionfile"),
        row_policies.append_only("training_completion"),
        migrations.RunSQL(
            YEAR, "DROP FUNCTION sightline_training_year(bigint, timestamptz, timestamptz)"
        ),
    ]
