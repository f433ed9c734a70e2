"""A published review that makes somebody known comes down at once; others stay (R6.6)."""

from __future__ import annotations

from django.db import migrations, models

STAYS = """
CREATE OR REPLACE FUNCTION sightline_stays_its_year() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF {urgent}NOT EXISTS (SELECT 1 FROM reviews_release r WHERE r.id = NEW.release_id
        AND r.stays_until_on <= (statement_timestamp() AT TIME ZONE 'Europe/London')::date
        AND r.opens_at + interval '1 year' <= statement_timestamp()) THEN
        RAISE EXCEPTION 'a published review stays for at least a year';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0008_publication")]
    operations = [
        migrations.AddField("takendown", "is_urgent", models.BooleanField(default=False)),
        migrations.RunSQL(STAYS.format(urgent="NOT NEW.is_urgent AND "), STAYS.format(urgent="")),
    ]
