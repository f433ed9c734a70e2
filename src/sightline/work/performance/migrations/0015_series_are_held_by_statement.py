"""Series belong to an indicator and a place that are there: asked once a statement, as for figures.
Nobody deletes an indicator or a place, and a series stays with both."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

BELONGS = """
CREATE FUNCTION performance_series_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT indicator_id FROM added) a
        WHERE NOT EXISTS (SELECT FROM performance_indicator i WHERE i.id = a.indicator_id))
    OR EXISTS (SELECT FROM (SELECT DISTINCT area_id FROM added) a
        WHERE NOT EXISTS (SELECT FROM performance_area p WHERE p.id = a.area_id))
    THEN RAISE EXCEPTION 'a series without its indicator or its place'
         USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER belongs_when_added AFTER INSERT ON performance_series
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION performance_series_belong();
CREATE FUNCTION performance_series_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a series stays with its indicator and its place'
        USING ERRCODE = 'foreign_key_violation';
END $$;
CREATE TRIGGER series_stays BEFORE UPDATE OF indicator_id, area_id ON performance_series
    FOR EACH ROW WHEN (OLD.indicator_id <> NEW.indicator_id OR OLD.area_id <> NEW.area_id)
    EXECUTE FUNCTION performance_series_stays();
CREATE TRIGGER number_stays BEFORE UPDATE OF id ON performance_indicator
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION performance_number_stays();
CREATE TRIGGER number_stays BEFORE UPDATE OF id ON performance_area
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION performance_number_stays();
"""
BACK = """
DROP TRIGGER number_stays ON performance_area;
DROP TRIGGER number_stays ON performance_indicator;
DROP TRIGGER series_stays ON performance_series;
DROP FUNCTION performance_series_stays();
DROP TRIGGER belongs_when_added ON performance_series;
DROP FUNCTION performance_series_belong();
"""


def _held(to: str, related_name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        db_constraint=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("performance", "0014_figures_belong_at_one_look")]

    operations = [
        migrations.AlterField("series", "indicator", _held("performance.indicator", "series")),
        migrations.AlterField("series", "area", _held("performance.area", "+")),
        row_policies.never_deleted("performance_area"),
        migrations.RunSQL(BELONGS, BACK),
    ]
