import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

# The keys of one person, for the worker; those of the session that asks, for everybody.
KEYS_FUNCTION = """
CREATE FUNCTION sightline_keys_of(person bigint) RETURNS text[] LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_agg(DISTINCT key) FROM (
        SELECT 'public' AS key
        UNION ALL SELECT 'person:' || $1
        UNION ALL SELECT unnest(
            ARRAY[
                'seat:' || s.id,
                'partnership:' || s.partnership_id,
                CASE WHEN NOT p.capacities <@ ARRAY['forum-member', 'peer-reviewer']::varchar[]
                     THEN 'staff:' || s.partnership_id END,
                'body:' || p.body_id,
                CASE WHEN p.function = 'chair' THEN 'chair:' || p.body_id END,
                'agency:' || p.agency_id,
                CASE WHEN 'agency-lead' = ANY(p.capacities) THEN 'agency-lead:' || p.agency_id END
            ] || ARRAY(SELECT 'capacity:' || s.partnership_id || ':' || c
                       FROM unnest(p.capacities) AS c))
        FROM partnership_seat s JOIN partnership_place p ON p.id = s.place_id
        WHERE s.person_id = $1
          AND s.starts_at <= now() AND (s.ended_at IS NULL OR s.ended_at > now())
    ) AS held WHERE key IS NOT NULL
$$;
REVOKE ALL ON FUNCTION sightline_keys_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_keys_of(bigint) TO sightline_worker;
CREATE OR REPLACE FUNCTION sightline_keys() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sightline_keys_of((SELECT sightline_person()))
$$;
GRANT EXECUTE ON FUNCTION sightline_keys() TO PUBLIC;
"""

ONLY_COMMANDS_WRITE = """
REVOKE INSERT, UPDATE ON partnership_partnership, partnership_arrangementversion,
    partnership_agency, partnership_body, partnership_place FROM sightline_web;
"""

APPOINTS = row_policies.capacity("business-manager", "system-administrator")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Partnership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("short", models.CharField(max_length=200)),
                ("in_front", models.BooleanField(default=False)),
                ("hostname", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("in_front", True)),
                        fields=("in_front",),
                        name="one_partnership_in_front",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("short", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("kind", models.CharField(max_length=30)),
                ("prefix", models.CharField(max_length=8)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "key"), name="body_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="ArrangementVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("content", models.JSONField()),
                ("source", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField()),
                ("loaded_by", models.CharField(max_length=200)),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partnership.arrangementversion",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="version_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="version_dates_in_order",
                        violation_error_message="A version cannot end before it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("short", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("kind", models.CharField(max_length=30)),
                ("is_lead_partner", models.BooleanField(default=False)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "key"), name="agency_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("short", models.CharField(blank=True, max_length=200)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("role_key", models.SlugField(blank=True, max_length=60)),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("member", "Member"),
                            ("deputy", "Deputy"),
                            ("co-opted", "Co-opted"),
                            ("adviser", "Adviser"),
                            ("secretary", "Secretary"),
                            ("office", "Office"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_lead_partner", models.BooleanField(default=False)),
                ("holds_many", models.BooleanField(default=False)),
                (
                    "capacities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="partnership.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="partnership.body",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "key"), name="place_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("appointed_by", models.CharField(max_length=200)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "deputises_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partnership.seat",
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
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="partnership.place",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "ended_at"], name="seat_person"),
                    models.Index(fields=["partnership", "ended_at"], name="seat_partnership"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="seat_dates_in_order",
                        violation_error_message="A seat cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="seat_ended_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OneOffDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("name", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "day"), name="one_off_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContradictionDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contradiction_key", models.SlugField(max_length=60)),
                ("reading_key", models.SlugField(max_length=60)),
                ("decided_on", models.DateField()),
                ("decided_by", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("partnership", "contradiction_key"),
                        name="one_decision_per_contradiction",
                    )
                ],
            },
        ),
        migrations.RunSQL(KEYS_FUNCTION, migrations.RunSQL.noop),
        migrations.RunSQL(ONLY_COMMANDS_WRITE, migrations.RunSQL.noop),
        row_policies.protect(
            "partnership_seat", read=row_policies.STAFF, write=APPOINTS, change=APPOINTS
        ),
        row_policies.never_deleted("partnership_seat"),
        row_policies.protect(
            "partnership_contradictiondecision",
            read=row_policies.STAFF,
            write=row_policies.capacity("business-manager", "lead-partner"),
            change=row_policies.capacity("business-manager", "lead-partner"),
        ),
        row_policies.protect(
            "partnership_oneoffday",
            read=row_policies.STAFF,
            write=APPOINTS,
            change="false",
        ),
    ]
