"""A record held more closely by hand than by its room (security design, 2), and given back.

What may change is asked in the database too: nothing is opened by hand, only who may holds a record
more closely, and while it is so held its room does not mark it.
"""

from django.db import migrations, models

CHECK = """
CREATE FUNCTION records_record_is_held_as_marked() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    closeness constant text[] := ARRAY['public', 'internal', 'agency', 'restricted', 'identified'];
    capacity text := 'capacity:' || NEW.partnership_id || ':';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.held_from <> '' THEN
            RAISE EXCEPTION 'a record is opened as its room marks it';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.held_from = OLD.held_from AND (NEW.held_from = '' OR NEW.marking = OLD.marking) THEN
        RETURN NEW;
    END IF;
    IF current_user = 'sightline_web' AND NOT (sightline_keys() && ARRAY[
        capacity || 'business-manager', capacity || 'caseworker', capacity || 'notifier',
        capacity || 'panel-administrator'])
    THEN
        RAISE EXCEPTION 'how closely a record is held is not theirs to change';
    END IF;
    IF NEW.held_from = '' AND NEW.marking = OLD.held_from THEN
        RETURN NEW;
    END IF;
    IF NEW.held_from = COALESCE(NULLIF(OLD.held_from, ''), OLD.marking)
       AND array_position(closeness, NEW.marking::text)
           > array_position(closeness, NEW.held_from::text)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a record is not opened by hand';
END $$;
CREATE TRIGGER held_as_marked BEFORE INSERT OR UPDATE OF marking, held_from ON records_record
FOR EACH ROW EXECUTE FUNCTION records_record_is_held_as_marked();
"""
BACK = """
DROP TRIGGER held_as_marked ON records_record;
DROP FUNCTION records_record_is_held_as_marked();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0013_the_trail_of_what_one_sees")]
    operations = [
        migrations.AddField(
            model_name="record",
            name="held_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("public", "Public"),
                    ("internal", "OFFICIAL"),
                    ("agency", "OFFICIAL – agency-confidential"),
                    ("restricted", "OFFICIAL-SENSITIVE"),
                    ("identified", "OFFICIAL-SENSITIVE – named list only"),
                    ("voice", "OFFICIAL-SENSITIVE – voice"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
        migrations.RunSQL(CHECK, BACK),
    ]
