import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies

SIGHT = """
CREATE FUNCTION sightline_granted() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(record_id), '{}') FROM records_grant
    WHERE person_id = (SELECT sightline_person()) AND starts_at <= now() AND ends_at > now()
      AND ended_at IS NULL
$$;
CREATE FUNCTION sightline_conflicted() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(record_id), '{}') FROM records_conflict
    WHERE person_id = (SELECT sightline_person()) AND ended_at IS NULL
$$;
"""

# The rule of `records.rules.may_see`, as the database holds it.
READ = f"""(
    (marking = 'public' AND (opens_at IS NULL OR opens_at <= now()))
    OR (marking <> 'identified' AND audience::text[] && {row_policies.KEYS})
    OR id = ANY((SELECT sightline_granted())::bigint[])
)"""

# Full-text conditions are not leakproof, so a policy would keep the index from being used: the
# function looks as the owner, applies the same sight itself, and the caller is filtered again.
SEARCH = """
CREATE FUNCTION sightline_records_words() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    NEW.words := setweight(to_tsvector('english', NEW.reference || ' ' || NEW.title), 'A')
              || setweight(to_tsvector('english', NEW.summary), 'B');
    RETURN NEW;
END $$;
CREATE TRIGGER words BEFORE INSERT OR UPDATE OF reference, title, summary ON records_record
    FOR EACH ROW EXECUTE FUNCTION sightline_records_words();
CREATE FUNCTION sightline_search_records(query text, partnership bigint, most integer)
RETURNS TABLE (id bigint, more boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH wanted AS (SELECT websearch_to_tsquery('english', query) AS q),
    newest AS (
        SELECT r.id, r.words, q FROM records_record r, wanted
        WHERE r.words @@ q AND r.partnership_id = partnership
          AND ((r.marking = 'public' AND (r.opens_at IS NULL OR r.opens_at <= now()))
               OR (r.marking <> 'identified'
                   AND r.audience::text[] && (SELECT sightline_keys()))
               OR r.id = ANY((SELECT sightline_granted())::bigint[]))
          AND NOT (r.id = ANY((SELECT sightline_conflicted())::bigint[]))
        ORDER BY r.id DESC LIMIT 1000)
    SELECT n.id, (SELECT count(*) FROM newest) >= 1000
    FROM newest n ORDER BY ts_rank(n.words, n.q) DESC, n.id DESC LIMIT most
$$;
"""

WRITES = row_policies.STAFF
OWN = "person_id = (SELECT sightline_person())"
GRANTER = "granted_by_id = (SELECT sightline_person())"
GIVES_SIGHT = row_policies.capacity_at_record(
    "business-manager", "caseworker", "panel-administrator"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=300)),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("internal", "OFFICIAL"),
                            ("agency", "OFFICIAL – agency-confidential"),
                            ("restricted", "OFFICIAL-SENSITIVE"),
                            ("identified", "OFFICIAL-SENSITIVE – named list only"),
                            ("voice", "OFFICIAL-SENSITIVE – voice"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("opens_at", models.DateTimeField(null=True)),
                ("on", models.DateField(null=True)),
                ("summary", models.TextField(blank=True)),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="partnership.body",
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
                "indexes": [
                    models.Index(
                        fields=["partnership", "kind", "-on", "-id"], name="record_newest"
                    ),
                    models.Index(fields=["body", "kind", "-on", "-id"], name="record_body_newest"),
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="record_words"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "reference"), name="record_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("how", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_out",
                        to="records.record",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_in",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target", "how"), name="link_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "ends_at"], name="grant_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("granted_by")), _negated=True),
                        name="nobody_grants_to_themselves",
                        violation_error_message="Nobody can give themselves sight of a record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="grant_dates_in_order",
                        violation_error_message="A grant must end after it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nature", models.CharField(max_length=300)),
                (
                    "how",
                    models.CharField(
                        choices=[("declared", "Declared"), ("detected", "Detected")], max_length=10
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("found_by", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="conflict_person")],
            },
        ),
        migrations.CreateModel(
            name="ReferenceCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("prefix", models.CharField(max_length=8)),
                ("year", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
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
                        fields=("partnership", "prefix", "year"), name="reference_count"
                    )
                ],
            },
        ),
        migrations.RunSQL(SIGHT, migrations.RunSQL.noop),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
        row_policies.protect(
            "records_record",
            read=READ,
            write=WRITES,
            change=f"{READ} AND {WRITES}",
            never="id = ANY((SELECT sightline_conflicted())::bigint[])",
        ),
        row_policies.never_deleted("records_record"),
        row_policies.protect(
            "records_grant",
            read=f"{OWN} OR {GRANTER}",
            write=f"{GRANTER} AND {GIVES_SIGHT}",
            change=GRANTER,  # who was given sight does not lengthen it
        ),
        row_policies.never_deleted("records_grant"),
        row_policies.protect(
            "records_conflict",
            read=f"how = 'declared' AND {OWN}",
            # one's own interest, or one detected by those who give sight: nobody else can be hidden
            # from a record
            write=f"(how = 'declared' AND {OWN} AND {row_policies.RECORD})"
            f" OR (how = 'detected' AND {GIVES_SIGHT})",
            change="false",
        ),
        row_policies.never_deleted("records_conflict"),
        row_policies.protect(
            "records_link",
            read="EXISTS (SELECT 1 FROM records_record r WHERE r.id = source_id)"
            " AND EXISTS (SELECT 1 FROM records_record r WHERE r.id = target_id)",
            change="false",
        ),
        # those who see a record read the changes made to it, and not who else opened it
        migrations.RunSQL(
            """CREATE POLICY web_read_of_record ON trail_trailevent FOR SELECT TO sightline_web
            USING (kind = 'change' AND about <> '' AND EXISTS (
                SELECT 1 FROM records_record r WHERE r.reference = about
                AND r.partnership_id = trail_trailevent.partnership_id OFFSET 0))""",
            "DROP POLICY web_read_of_record ON trail_trailevent",
        ),
    ]
