import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

MEMBER = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
OFFICE = "partnership_id = ANY((SELECT sightline_training_offices())::bigint[])"
OF_EVENT = "EXISTS (SELECT 1 FROM training_event e WHERE e.id = event_id OFFSET 0)"
OF_BOOKING = "EXISTS (SELECT 1 FROM training_booking b WHERE b.id = booking_id OFFSET 0)"
# The number alone, also to those who do not see who chose; and the last guard against one too many,
# which the operation never needs because it locks the places of the event first.
CHOSEN = """
CREATE FUNCTION sightline_training_workshops(event bigint)
RETURNS TABLE (workshop bigint, chosen bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT c.workshop_id, count(*) FROM training_workshopchoice c
    JOIN training_booking b ON b.id = c.booking_id
    WHERE b.event_id = event AND c.dropped_at IS NULL
      AND b.state IN ('held', 'consent', 'booked', 'offered')
    GROUP BY c.workshop_id;
END $$;
CREATE FUNCTION sightline_workshop_has_room() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE held training_workshop;
BEGIN
    SELECT * INTO held FROM training_workshop w WHERE w.id = NEW.workshop_id;
    IF NOT EXISTS (SELECT 1 FROM training_booking b
                   WHERE b.id = NEW.booking_id AND b.event_id = held.event_id)
    THEN RAISE EXCEPTION 'a workshop of another event'; END IF;
    IF NEW.dropped_at IS NULL AND held.places < (
        SELECT chosen FROM sightline_training_workshops(held.event_id)
        WHERE workshop = NEW.workshop_id)
    THEN RAISE EXCEPTION 'more people than places in a workshop'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER has_room AFTER INSERT OR UPDATE ON training_workshopchoice
    FOR EACH ROW EXECUTE FUNCTION sightline_workshop_has_room();
CREATE FUNCTION sightline_searches_within_reason() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM training_missedsearch s WHERE s.partnership_id = NEW.partnership_id
        AND s.searched_on = NEW.searched_on) >= 2000
    THEN RETURN NULL; END IF;  -- somebody types by machine: what they type is not counted
    RETURN NEW;
END $$;
CREATE TRIGGER within_reason BEFORE INSERT ON training_missedsearch
    FOR EACH ROW EXECUTE FUNCTION sightline_searches_within_reason();
"""
UNCHOSEN = """
DROP TRIGGER has_room ON training_workshopchoice;
DROP TRIGGER within_reason ON training_missedsearch;
DROP FUNCTION sightline_workshop_has_room();
DROP FUNCTION sightline_searches_within_reason();
DROP FUNCTION sightline_training_workshops(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("training", "0009_packages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Workshop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("time", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("places", models.PositiveIntegerField()),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("event", "time", "title"),
                        name="workshop_once_at_a_time",
                        violation_error_message="There is a workshop of that title "
                        "at that time already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__range", (1, 5000))),
                        name="workshop_places_within_reason",
                        violation_error_message="A workshop has 1 to 5,000 places.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("time", models.CharField(max_length=60)),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by", models.CharField(max_length=200)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
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
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="training.workshop",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("booking", "time"),
                        name="one_workshop_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MissedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=60)),
                ("searched_on", models.DateField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "searched_on"], name="missed_searches")
                ],
            },
        ),
        row_policies.protect(
            "training_workshop",
            read=OF_EVENT,
            write=f"{MEMBER} AND {OFFICE}",
            change=OFFICE,
        ),
        row_policies.protect(
            "training_workshopchoice",
            read=OF_BOOKING,
            write=f"{MEMBER} AND {OF_BOOKING}",
        ),
        row_policies.protect(
            "training_missedsearch",
            read=OFFICE,
            write="searched_on = CURRENT_DATE AND length(words) >= 3",
            change="false",
        ),
        row_policies.never_deleted("training_workshop"),
        row_policies.never_deleted("training_workshopchoice"),
        row_policies.append_only("training_missedsearch"),
        migrations.RunSQL(CHOSEN, UNCHOSEN),
    ]
