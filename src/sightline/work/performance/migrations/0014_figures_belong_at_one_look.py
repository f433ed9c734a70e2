"""The series and the release of added figures are gathered at one look: a file adds a million."""

from django.db import migrations

BELONGS = """
CREATE OR REPLACE FUNCTION performance_figures_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        WITH a AS MATERIALIZED (SELECT DISTINCT series_id, release_id FROM added)
        SELECT FROM a WHERE NOT EXISTS (SELECT FROM performance_series s WHERE s.id = a.series_id)
        UNION ALL
        SELECT FROM (SELECT DISTINCT release_id FROM a) o
        WHERE NOT EXISTS (SELECT FROM performance_release r WHERE r.id = o.release_id))
    THEN RAISE EXCEPTION 'a figure without its series or its release'
         USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION performance_figures_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT series_id FROM added) a
               WHERE NOT EXISTS (SELECT FROM performance_series s WHERE s.id = a.series_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT release_id FROM added) a
               WHERE NOT EXISTS (SELECT FROM performance_release r WHERE r.id = a.release_id))
    THEN RAISE EXCEPTION 'a figure without its series or its release'
         USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("performance", "0013_sent_to_the_office")]

    operations = [migrations.RunSQL(BELONGS, BEFORE)]
