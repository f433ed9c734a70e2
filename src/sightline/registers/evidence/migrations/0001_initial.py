import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies

# as for records: looks as the owner, applies sight itself, filtered again by the caller's policies
SEARCH = """
CREATE FUNCTION sightline_search_documents(query text, partnership bigint, most integer)
RETURNS TABLE (id bigint, record_id bigint, more boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH wanted AS (SELECT websearch_to_tsquery('english', query) AS q),
    newest AS (
        SELECT v.id, v.record_id, v.words, q
        FROM evidence_documentversion v
        JOIN evidence_document d ON d.id = v.document_id
        JOIN records_record r ON r.id = v.record_id, wanted
        WHERE v.words @@ q AND v.is_current AND d.withdrawn_at IS NULL
          AND r.partnership_id = partnership
          AND ((r.marking = 'public' AND (r.opens_at IS NULL OR r.opens_at <= now()))
               OR (r.marking <> 'identified'
                   AND r.audience::text[] && (SELECT sightline_keys()))
               OR r.id = ANY((SELECT sightline_granted())::bigint[]))
          AND NOT (r.id = ANY((SELECT sightline_conflicted())::bigint[]))
        ORDER BY v.id DESC LIMIT 1000)
    SELECT n.id, n.record_id, (SELECT count(*) FROM newest) >= 1000
    FROM newest n ORDER BY ts_rank(n.words, n.q) DESC, n.id DESC LIMIT most
$$;
"""

# who sees a version of a document sees its file; a version is seen by its own policy above
SIGHT_OF_FILES = """
CREATE POLICY web_reads_documents ON files_storedfile FOR SELECT TO sightline_web USING (
    EXISTS (SELECT 1 FROM evidence_documentversion v
        WHERE v.stored_file_id = files_storedfile.id OFFSET 0))
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "__first__"),
        ("partnership", "0001_initial"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agenda", "Agenda"),
                            ("paper", "Paper"),
                            ("minutes", "Minutes"),
                            ("report", "Report"),
                            ("evidence", "Evidence"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("number", models.PositiveIntegerField(default=0)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="partnership.partnership"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="records.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["record", "number", "id"], name="document_record")
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("filename", models.CharField(max_length=200)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.CharField(max_length=200)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="evidence.document",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "stored_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="files.storedfile"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="document_words"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="document_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("document",),
                        name="one_current_version",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
        row_policies.protect(
            "evidence_document", read=row_policies.RECORD, write=row_policies.RECORD
        ),
        row_policies.never_deleted("evidence_document"),
        row_policies.protect(
            "evidence_documentversion", read=row_policies.RECORD, write=row_policies.RECORD
        ),
        row_policies.never_deleted("evidence_documentversion"),
        migrations.RunSQL(SIGHT_OF_FILES, "DROP POLICY web_reads_documents ON files_storedfile"),
    ]
