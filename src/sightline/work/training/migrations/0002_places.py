import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

UNIT = row_policies.capacity("business-manager", "business-unit", "training-coordinator")
MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"

LEAD = f"ARRAY['agency-lead:' || agency_id] && {row_policies.KEYS}"

# Of which agencies and partnerships the person behind the session may see the people. PL/pgSQL, so
# that a connection keeps their plans; asked once a statement, not once a row.
FUNCTIONS = """
CREATE FUNCTION sightline_training_agencies() RETURNS bigint[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT substr(key, 13)::bigint FROM unnest(sightline_keys()) AS key
        WHERE key LIKE 'agency-lead:%'
        UNION
        SELECT d.agency_id FROM training_delegate d
        WHERE d.person_id = sightline_person() AND d.ended_at IS NULL
          AND ('partnership:' || d.partnership_id) = ANY(sightline_keys()));
END $$;
CREATE FUNCTION sightline_training_offices() RETURNS bigint[] LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT split_part(key, ':', 2)::bigint FROM unnest(sightline_keys()) AS key
        WHERE key LIKE 'capacity:%' AND split_part(key, ':', 3)
              IN ('business-manager', 'business-unit', 'training-coordinator'));
END $$;
-- the hash of the one-time link that a manager holds: a setting cannot forge what it does not know
CREATE FUNCTION sightline_training_consent() RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE token text := current_setting('sightline.consent', true);
BEGIN
    IF token IS NULL OR token = '' THEN RETURN NULL; END IF;
    RETURN encode(sha256(convert_to(token, 'UTF8')), 'hex');
END $$;
-- numbers only: how many places an agency holds, whoever asks
CREATE FUNCTION sightline_training_agency_places(event bigint, agency bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT count(*) FROM training_booking b WHERE b.event_id = event
            AND b.agency_id = agency AND b.state IN ('held', 'consent', 'booked', 'offered'));
END $$;
-- the number of somebody with a live seat here and this address, so that they see what was booked
CREATE FUNCTION sightline_training_person(address text, partnership bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT p.id FROM accounts_person p WHERE p.email = address AND p.is_active
            AND EXISTS (SELECT 1 FROM partnership_seat s WHERE s.person_id = p.id
                        AND s.partnership_id = partnership AND s.starts_at <= now()
                        AND (s.ended_at IS NULL OR s.ended_at > now())));
END $$;
"""
NAMES = (
    "sightline_training_agencies()",
    "sightline_training_offices()",
    "sightline_training_consent()",
    "sightline_training_agency_places(bigint, bigint)",
    "sightline_training_person(text, bigint)",
)
MINE = "person_id = (SELECT sightline_person())"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
AGENCY = "agency_id = ANY((SELECT sightline_training_agencies())::bigint[])"
SEEN = f"{MINE} OR {AGENCY} OR {OFFICE}"
CONSENT = "consent_hash = (SELECT sightline_training_consent())"
BY_CONSENT = (
    "EXISTS (SELECT 1 FROM training_booking b WHERE b.event_id = {table}.event_id "
    "AND b.consent_hash = (SELECT sightline_training_consent()))"
)
OF_BOOKING = "EXISTS (SELECT 1 FROM training_booking b WHERE b.id = booking_id OFFSET 0)"


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("training", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="fee_pence",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="eventplaces",
            name="is_open",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="ChargingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("terms", models.JSONField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
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
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                ("role", models.CharField(blank=True, max_length=120)),
                ("manager_name", models.CharField(blank=True, max_length=200)),
                ("manager_email", models.EmailField(blank=True, max_length=254)),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "name"], name="learner_of_agency")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "email"),
                        name="one_learner_per_address",
                        violation_error_message="Somebody with this email address is "
                        "known already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held while you answer"),
                            ("consent", "Waiting for the manager"),
                            ("booked", "Booked"),
                            ("waiting", "On the waiting list"),
                            ("offered", "Place offered"),
                            ("cancelled", "Cancelled"),
                            ("lapsed", "Ran out"),
                            ("refused", "Manager said no"),
                            ("replaced", "Given to a colleague"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("required", "My role requires it, or my refresher is due"),
                            ("agreed", "Agreed in supervision or appraisal"),
                            ("interest", "I would like to learn about it"),
                        ],
                        default="interest",
                        max_length=10,
                    ),
                ),
                ("priority", models.SmallIntegerField(default=0)),
                ("priority_reason", models.CharField(blank=True, max_length=300)),
                ("is_reserve", models.BooleanField(default=False)),
                ("is_held_back", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                ("position_reason", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=200)),
                ("runs_out_at", models.DateTimeField(null=True)),
                ("consent_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                ("ended_reason", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.agency",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
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
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="training.booking",
                    ),
                ),
                (
                    "rules",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="training.chargingrules",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="training.learner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["event", "state", "number"], name="booking_of_event"),
                    models.Index(fields=["person", "-id"], name="booking_of_person"),
                    models.Index(fields=["agency", "-id"], name="booking_of_agency"),
                    models.Index(fields=["partnership", "-id"], name="booking_newest"),
                    models.Index(
                        condition=models.Q(("state__in", ("held", "offered", "consent"))),
                        fields=["runs_out_at"],
                        name="booking_runs_out",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("held", "consent", "booked", "waiting", "offered"))
                        ),
                        fields=("event", "learner"),
                        name="one_place_per_learner",
                        violation_error_message="This person has a place or waits for one already.",
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
                        name="booking_ended_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("answered_by", ""))
                        | models.Q(
                            ("answered_at__isnull", False),
                            models.Q(("answered_by", ""), _negated=True),
                        ),
                        name="consent_answered_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BookingNeeds",
            fields=[
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="needs",
                        serialize=False,
                        to="training.booking",
                    ),
                ),
                ("words", models.TextField()),
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
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pence", models.IntegerField()),
                ("why", models.CharField(max_length=300)),
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
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="training.booking",
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
                "indexes": [
                    models.Index(fields=["partnership", "-id"], name="charge_newest"),
                    models.Index(fields=["agency", "-id"], name="charge_of_agency"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("agency", "person"),
                        name="delegate_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, [f"DROP FUNCTION {name}" for name in NAMES]),
        # a place is counted by everybody who books, within the limit that the row itself holds
        migrations.RunSQL(
            "ALTER POLICY web_change ON training_eventplaces USING "
            f"({MEMBER} OR {BY_CONSENT.format(table='training_eventplaces')})",
            f"ALTER POLICY web_change ON training_eventplaces USING ({UNIT})",
        ),
        row_policies.protect(
            "training_booking",
            read=f"{SEEN} OR {CONSENT}",
            write=f"{MEMBER} AND ({SEEN})",
        ),
        row_policies.protect(
            "training_learner",
            read=f"{SEEN} OR EXISTS (SELECT 1 FROM training_booking b WHERE b.learner_id = "
            "training_learner.id AND b.consent_hash = (SELECT sightline_training_consent()))",
            write=f"{MEMBER} AND ({SEEN})",
            change=SEEN,
        ),
        row_policies.protect(
            "training_delegate",
            read=SEEN,
            write=f"{MEMBER} AND {LEAD}",
            change=LEAD,
        ),
        # not for the manager, nor for those who book for the agency
        row_policies.protect(
            "training_bookingneeds",
            read=f"{MINE} OR {OFFICE}",
            write=f"{MEMBER} AND ({MINE} OR {OFFICE})",
        ),
        row_policies.protect(
            "training_charge", read=OF_BOOKING, write=f"{MEMBER} AND {OF_BOOKING}", change="false"
        ),
        row_policies.protect("training_chargingrules", read=MEMBER, write=UNIT, change=UNIT),
        row_policies.append_only("training_charge"),
        *(
            row_policies.never_deleted(table)
            for table in (
                "training_booking",
                "training_bookingneeds",
                "training_chargingrules",
                "training_delegate",
                "training_learner",
            )
        ),
        # how to join: for the office, for who is booked, and for who books for them
        migrations.RunSQL(
            "ALTER POLICY web_read ON training_joining USING "
            f"({UNIT} OR EXISTS (SELECT 1 FROM training_booking b "
            "WHERE b.event_id = training_joining.event_id AND b.state = 'booked' "
            "AND (b.person_id = (SELECT sightline_person()) OR b.agency_id = "
            "ANY((SELECT sightline_training_agencies())::bigint[])) OFFSET 0))",
            f"ALTER POLICY web_read ON training_joining USING ({UNIT})",
        ),
        migrations.RunSQL(
            "UPDATE training_eventplaces SET is_open = true FROM training_event e "
            "WHERE e.id = event_id AND e.state = 'open'",
            migrations.RunSQL.noop,
        ),
    ]
