"""Each partnership has an edition of what it publishes about itself: its own row, its bodies,
agencies and places, and the versions of its arrangements. Every change draws the next number of a
sequence, so that no number comes back, not even after a change that was undone."""

from __future__ import annotations

from django.db import migrations, models

TABLES = ("body", "agency", "place", "arrangementversion")
EDITION = """
CREATE SEQUENCE sightline_published OWNED BY partnership_partnership.edition;
CREATE FUNCTION partnership_has_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.edition := nextval('sightline_published');
    RETURN NEW;
END $$;
CREATE TRIGGER edition BEFORE INSERT OR UPDATE ON partnership_partnership
    FOR EACH ROW EXECUTE FUNCTION partnership_has_changed();
CREATE FUNCTION partnership_published_has_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE partnership_partnership SET edition = 0
    WHERE id IN (NEW.partnership_id, OLD.partnership_id);
    RETURN NULL;
END $$;
UPDATE partnership_partnership SET edition = 0;
GRANT USAGE ON SEQUENCE sightline_published TO sightline_worker;
"""
BACK = """
DROP TRIGGER edition ON partnership_partnership;
DROP FUNCTION partnership_has_changed();
DROP FUNCTION partnership_published_has_changed();
DROP SEQUENCE sightline_published;
"""
WATCHED = [
    migrations.RunSQL(
        f"""CREATE TRIGGER edition AFTER INSERT OR UPDATE OR DELETE ON partnership_{table}
        FOR EACH ROW EXECUTE FUNCTION partnership_published_has_changed()""",
        f"DROP TRIGGER edition ON partnership_{table}",
    )
    for table in TABLES
]


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="partnership",
            name="edition",
            field=models.BigIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunSQL(EDITION, BACK),
        *WATCHED,
    ]
