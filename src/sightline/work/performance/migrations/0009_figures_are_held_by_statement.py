"""Figures belong to a series and a release that are there: asked once a statement, not once a
figure. Nobody deletes a series or a release, so what is there when it is asked stays."""

import django.db.models.deletion
from django.db import migrations, models

BELONGS = """
CREATE FUNCTION performance_figures_belong() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER belongs_when_added AFTER INSERT ON performance_figure
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION performance_figures_belong();
CREATE TRIGGER belongs_when_changed AFTER UPDATE ON performance_figure
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION performance_figures_belong();
CREATE FUNCTION performance_number_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the number of a row with figures never changes'
        USING ERRCODE = 'foreign_key_violation';
END $$;
CREATE TRIGGER number_stays BEFORE UPDATE OF id ON performance_series
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION performance_number_stays();
CREATE TRIGGER number_stays BEFORE UPDATE OF id ON performance_release
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION performance_number_stays();
"""
BACK = """
DROP TRIGGER number_stays ON performance_release;
DROP TRIGGER number_stays ON performance_series;
DROP FUNCTION performance_number_stays();
DROP TRIGGER belongs_when_changed ON performance_figure;
DROP TRIGGER belongs_when_added ON performance_figure;
DROP FUNCTION performance_figures_belong();
"""


class Migration(migrations.Migration):
    dependencies = [("performance", "0008_own_spreadsheets")]

    operations = [
        migrations.AlterField(
            model_name="figure",
            name="series",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="history",
                to="performance.series",
            ),
        ),
        migrations.AlterField(
            model_name="figure",
            name="release",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="performance.release",
            ),
        ),
        migrations.RunSQL(BELONGS, BACK),
    ]
