"""Interests declared on taking a place: one's own, and read by those who prepare and chair
meetings. Whoever declared one ends it; its words stay as they were."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

TABLE = "records_standinginterest"
OWN = "person_id = (SELECT sightline_person())"
HERE = f"ARRAY['partnership:' || partnership_id] && {row_policies.KEYS}"
READERS = ("business-manager", "business-unit", "group-chair", "lead-partner", "scrutineer")
STAYS = f"""
CREATE FUNCTION sightline_standing_interest_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - 'ended_at' <> to_jsonb(OLD) - 'ended_at'
    THEN RAISE EXCEPTION 'a declared interest can only be ended, and once'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION sightline_standing_interest_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("partnership", "0002_edition_of_what_is_published"),
        ("records", "0017_editions_are_told_at_the_beginning"),
    ]
    operations = [
        migrations.CreateModel(
            name="StandingInterest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nature", models.CharField(blank=True, max_length=500)),
                ("declared_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partnership.partnership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "person"], name="standing_interest_whose"),
                    models.Index(fields=["person"], name="standing_interest_person"),
                ],
            },
        ),
        row_policies.protect(
            TABLE,
            read=f"{OWN} OR {row_policies.capacity(*READERS)}",
            write=f"{OWN} AND {HERE}",
            change=OWN,
        ),
        row_policies.never_deleted(TABLE),
        migrations.RunSQL(STAYS, "DROP FUNCTION sightline_standing_interest_stays() CASCADE"),
    ]
