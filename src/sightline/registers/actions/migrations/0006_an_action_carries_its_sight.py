"""An action carries what decides who sees its record, so that a list of thousands asks nothing of
another table (decision 022). The copy is made by the database at every write of the action, and
anew when the record changes; what anybody else writes there is replaced."""

import django.contrib.postgres.fields
from django.db import migrations, models

from sightline.foundation.row_policies import KEYS, OWNER, RECORD, STAFF

COPIED = "reference, audience, marking, opens_at, arises_from_id"
SEATS = f"ARRAY(SELECT key FROM unnest({KEYS}) AS key WHERE key LIKE 'seat:%')"
READ = f"""(
    (marking = 'public' AND (opens_at IS NULL OR opens_at <= now()))
    OR (COALESCE(audience::text[] && {KEYS}, false)
        AND (marking <> 'identified' OR audience::text[] && {SEATS}))
    OR record_id = ANY((SELECT sightline_granted())::bigint[])
)"""
CONFLICTED = "ARRAY[record_id, arises_from_id] && (SELECT sightline_conflicted())"
ANSWERS = f"({STAFF} OR owner_id = (SELECT sightline_person()))"
CARRY = f"""
CREATE FUNCTION actions_action_carries_sight() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT r.reference, r.audience, r.marking, r.opens_at, r.arises_from_id
    INTO NEW.reference, NEW.audience, NEW.marking, NEW.opens_at, NEW.arises_from_id
    FROM records_record r WHERE r.id = NEW.record_id;
    RETURN NEW;
END $$;
CREATE FUNCTION actions_record_is_seen_otherwise() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE actions_action SET record_id = record_id WHERE record_id = NEW.id;
    RETURN NULL;
END $$;
CREATE POLICY owner_carries ON actions_action FOR UPDATE TO {OWNER} USING (true);
CREATE TRIGGER carries_sight BEFORE INSERT OR UPDATE ON actions_action
FOR EACH ROW EXECUTE FUNCTION actions_action_carries_sight();
CREATE TRIGGER action_carries_sight AFTER UPDATE OF {COPIED} ON records_record
FOR EACH ROW EXECUTE FUNCTION actions_record_is_seen_otherwise();
UPDATE actions_action SET record_id = record_id;
ALTER POLICY web_read ON actions_action USING ({READ});
ALTER POLICY web_change ON actions_action USING ({READ} AND {ANSWERS});
CREATE POLICY web_never ON actions_action AS RESTRICTIVE FOR ALL TO sightline_web
USING (NOT ({CONFLICTED})) WITH CHECK (true);
"""
BACK = f"""
DROP POLICY web_never ON actions_action;
ALTER POLICY web_change ON actions_action USING ({RECORD} AND {ANSWERS});
ALTER POLICY web_read ON actions_action USING ({RECORD});
DROP TRIGGER action_carries_sight ON records_record;
DROP TRIGGER carries_sight ON actions_action;
DROP POLICY owner_carries ON actions_action;
DROP FUNCTION actions_record_is_seen_otherwise();
DROP FUNCTION actions_action_carries_sight();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0005_live_actions_in_order"),
        ("records", "0019_links_end"),
    ]
    operations = [
        migrations.AddField(
            "action",
            "reference",
            models.CharField(db_default="", default="", editable=False, max_length=40),
        ),
        migrations.AddField(
            "action",
            "audience",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=80),
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddField(
            "action",
            "marking",
            models.CharField(
                db_default="identified", default="identified", editable=False, max_length=12
            ),
        ),
        migrations.AddField("action", "opens_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            "action", "arises_from_id", models.BigIntegerField(editable=False, null=True)
        ),
        migrations.RunSQL(CARRY, BACK),
    ]
