import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

UNIT = row_policies.capacity("business-manager", "business-unit", "training-coordinator")
EVENT = "EXISTS (SELECT 1 FROM training_event e WHERE e.id = event_id OFFSET 0)"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("records", "0002_functions_keep_their_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("area", models.CharField(blank=True, max_length=120)),
                ("is_online", models.BooleanField(default=False)),
                ("agency_most", models.PositiveSmallIntegerField(null=True)),
                ("agency_until_days", models.PositiveSmallIntegerField(default=14)),
                ("has_waiting_list", models.BooleanField(default=True)),
                ("is_consent_needed", models.BooleanField(default=True)),
                ("is_on_demand", models.BooleanField(default=False)),
                ("closes_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open for booking"),
                            ("cancelled", "Cancelled"),
                            ("held", "Held"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("cancelled_reason", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "copied_from",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="training.event"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="event_ends_after_start",
                        violation_error_message="An event must end after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__lte", models.F("starts_at"))),
                        name="booking_closes_before_start",
                        violation_error_message="Booking must close before the event starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_cancelled_with_reason",
                        violation_error_message="Say why the event is cancelled.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("core", "Core course"),
                            ("subject", "Subject-specific course"),
                            ("seminar", "Seminar"),
                            ("conference", "Conference"),
                            ("e-learning", "E-learning"),
                        ],
                        max_length=10,
                    ),
                ),
                ("level", models.CharField(blank=True, max_length=100)),
                ("length", models.CharField(blank=True, max_length=60)),
                ("summary", models.TextField()),
                ("aims", models.TextField()),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=60), default=list, size=None
                    ),
                ),
                ("prerequisites", models.TextField(blank=True)),
                ("evaluation_plan", models.TextField(blank=True)),
                ("refresher_months", models.PositiveSmallIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "In the catalogue"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
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
                        related_name="course",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "title", "id"], name="course_by_title")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refresher_months__isnull", True),
                            ("refresher_months__range", (1, 120)),
                            _connector="OR",
                        ),
                        name="refresher_within_ten_years",
                        violation_error_message="A refresher falls due after 1 to 120 months.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventPlaces",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="counted",
                        serialize=False,
                        to="training.event",
                    ),
                ),
                ("places", models.PositiveIntegerField()),
                ("taken", models.PositiveIntegerField(default=0)),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("last_number", models.PositiveIntegerField(default=0)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("places"))),
                        name="never_oversold",
                        violation_error_message="There are more people booked than places.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__range", (1, 5000))),
                        name="places_within_reason",
                        violation_error_message="An event has 1 to 5,000 places.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Joining",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="joining",
                        serialize=False,
                        to="training.event",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=300)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("notes", models.TextField(blank=True)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="event",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="training.course",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="record",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="training_event",
                to="records.record",
            ),
        ),
        migrations.CreateModel(
            name="EventSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("title", models.CharField(blank=True, max_length=200)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="training.event",
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
                "indexes": [models.Index(fields=["event", "starts_at"], name="session_of_event")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="training_session_ends_after_start",
                        violation_error_message="A session must end after it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Trainer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("left_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "name"),
                        name="trainer_name",
                        violation_error_message="There is a trainer of that name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventTrainer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_by",
                        to="training.event",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "trainer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gives",
                        to="training.trainer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("event", "trainer"),
                        name="trainer_once_at_an_event",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AudienceGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("framework", models.CharField(max_length=120)),
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                        fields=("partnership", "key"),
                        name="audience_group_key",
                        violation_error_message="There is a group of that name already.",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["partnership", "starts_at", "id"], name="event_by_time"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["course", "starts_at"], name="event_of_course"),
        ),
        # the catalogue is public; a draft is the office's own
        *(
            row_policies.protect(table, read=f"state <> 'draft' OR {UNIT}", write=UNIT, change=UNIT)
            for table in ("training_course", "training_event")
        ),
        row_policies.protect("training_audiencegroup", read="true", write=UNIT, change=UNIT),
        row_policies.protect("training_eventsession", read=EVENT, write=UNIT, change=UNIT),
        row_policies.protect("training_eventplaces", read=EVENT, write=UNIT, change=UNIT),
        row_policies.protect("training_joining", read=UNIT, write=UNIT),
        row_policies.protect("training_trainer", read=row_policies.STAFF, write=UNIT, change=UNIT),
        row_policies.protect(
            "training_eventtrainer", read=row_policies.STAFF, write=UNIT, change=UNIT
        ),
        *(
            row_policies.never_deleted(table)
            for table in (
                "training_audiencegroup",
                "training_course",
                "training_event",
                "training_eventplaces",
                "training_eventsession",
                "training_joining",
                "training_trainer",
                "training_eventtrainer",
            )
        ),
    ]
