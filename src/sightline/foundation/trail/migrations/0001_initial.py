from django.db import migrations, models

from sightline.foundation import row_policies

RIGHTS = """
GRANT USAGE ON SCHEMA public TO sightline_web, sightline_worker, sightline_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE ON TABLES TO sightline_web, sightline_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO sightline_web, sightline_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO sightline_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO sightline_web, sightline_worker, sightline_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO sightline_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO sightline_backup;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
"""

KEYS_STUB = """
CREATE FUNCTION sightline_keys() RETURNS text[] LANGUAGE sql STABLE
AS $$ SELECT ARRAY['public'] $$;
CREATE FUNCTION sightline_partnerships() RETURNS bigint[] LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(substr(key, 7)::bigint), '{}')
    FROM unnest(sightline_keys()) AS key WHERE key LIKE 'staff:%'
$$;
"""

CHAIN = """
CREATE FUNCTION sightline_trail_text(line trail_trailevent) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
    SELECT jsonb_build_array(line.id, line.partnership_id, extract(epoch FROM line.at), line.kind,
                             line.code, line.person_id, line.actor, line.about, line.facts)::text
$$;
CREATE FUNCTION sightline_trail_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE head trail_head%ROWTYPE;
BEGIN
    INSERT INTO trail_head (chain, last_id, hash) VALUES (NEW.partnership_id, 0, '')
        ON CONFLICT (chain) DO NOTHING;
    SELECT * INTO head FROM trail_head WHERE chain = NEW.partnership_id FOR UPDATE;
    -- numbered after the lock, so that the order of ids is the order of the chain
    NEW.id := nextval(pg_get_serial_sequence('trail_trailevent', 'id'));
    NEW.previous_hash := head.hash;
    NEW.hash := encode(sha256(convert_to(head.hash || sightline_trail_text(NEW), 'UTF8')), 'hex');
    UPDATE trail_head SET last_id = NEW.id, hash = NEW.hash WHERE chain = NEW.partnership_id;
    RETURN NEW;
END $$;
CREATE TRIGGER link BEFORE INSERT ON trail_trailevent
    FOR EACH ROW EXECUTE FUNCTION sightline_trail_link();
REVOKE INSERT, UPDATE, DELETE ON trail_head FROM sightline_web, sightline_worker;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    # rights that processes have by default are given before any table is made
    run_before = [
        ("contenttypes", "0001_initial"),
        ("accounts", "0001_initial"),
        ("procrastinate", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(
            KEYS_STUB, "DROP FUNCTION sightline_partnerships; DROP FUNCTION sightline_keys;"
        ),
        migrations.CreateModel(
            name="TrailEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("partnership_id", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        max_length=8,
                        choices=[
                            ("change", "Change"),
                            ("read", "Reading of a restricted record"),
                            ("refusal", "Refusal"),
                        ],
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("person_id", models.BigIntegerField(null=True)),
                ("actor", models.CharField(max_length=200)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("facts", models.JSONField(default=dict)),
                ("previous_hash", models.CharField(default="", max_length=64)),
                ("hash", models.CharField(default="", max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership_id", "about", "-id"], name="trail_about"),
                    models.Index(fields=["partnership_id", "-id"], name="trail_newest"),
                    models.Index(fields=["person_id", "-id"], name="trail_person"),
                ]
            },
        ),
        migrations.CreateModel(
            name="TrailHead",
            fields=[
                ("chain", models.BigIntegerField(primary_key=True, serialize=False)),
                ("last_id", models.BigIntegerField(default=0)),
                ("hash", models.CharField(default="", max_length=64)),
            ],
            options={"db_table": "trail_head"},
        ),
        migrations.CreateModel(
            name="PostedForm",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("person_id", models.BigIntegerField(null=True)),
                ("path", models.CharField(max_length=300)),
                ("location", models.CharField(max_length=300)),
                ("posted_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(CHAIN, migrations.RunSQL.noop),
        row_policies.append_only("trail_trailevent"),
        row_policies.protect(
            "trail_trailevent",
            read=row_policies.capacity("business-manager", "data-protection-officer"),
            change="false",
        ),
    ]
