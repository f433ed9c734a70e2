"""Documents of an agency's answer: seen, sealed and released as the answer is, and its file with
them. Only what one has uploaded oneself becomes a document, and a document stays what it is."""

import django.db.models.deletion
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import SEES

TABLE, SUMMARY = "reviews_agencydocument", "reviews_agencysummary"
OF_SUMMARY = f"EXISTS (SELECT 1 FROM {SUMMARY} s WHERE s.request_id = {TABLE}.summary_id OFFSET 0)"
OF_DRAFT = (
    f"{SEES} AND EXISTS (SELECT 1 FROM reviews_agencyauthor a"
    f" WHERE a.request_id = {TABLE}.summary_id AND a.person_id = (SELECT sightline_person()))"
    f" AND EXISTS (SELECT 1 FROM {SUMMARY} s WHERE s.request_id = {TABLE}.summary_id"
    f" AND s.record_id = {TABLE}.record_id AND s.submitted_at IS NULL)"
)
# asked past the policy of files, which asks for documents in its turn
OWN_FILE = """
CREATE FUNCTION sightline_is_own_file(wanted bigint, hash text) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM files_storedfile f WHERE f.id = wanted AND f.sha256 = hash
        AND f.uploaded_by_person_id = (SELECT sightline_person()))
$$;
"""
SIGHT_OF_FILES = f"""
CREATE POLICY web_reads_agency_documents ON files_storedfile FOR SELECT TO sightline_web USING (
    EXISTS (SELECT 1 FROM {TABLE} d WHERE d.stored_file_id = files_storedfile.id OFFSET 0))
"""
SEALED = f"""
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION sightline_event_is_sealed();
CREATE FUNCTION sightline_agency_document_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.removed_at IS NOT NULL OR to_jsonb(NEW) - 'removed_at' - 'removed_by'
        <> to_jsonb(OLD) - 'removed_at' - 'removed_by'
    THEN RAISE EXCEPTION 'a document stays what it is'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION sightline_agency_document_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("records", "0013_the_trail_of_what_one_sees"),
        ("reviews", "0009_taken_down_at_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=5)),
                ("size", models.PositiveBigIntegerField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=200)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.CharField(blank=True, max_length=200)),
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
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="reviews.agencysummary",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("summary", "number"), name="agency_document_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by", "")),
                            models.Q(
                                ("removed_at__isnull", False),
                                models.Q(("removed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agency_document_removed_by_whom",
                    ),
                ],
            },
        ),
        migrations.RunSQL(OWN_FILE, "DROP FUNCTION sightline_is_own_file(bigint, text)"),
        row_policies.protect(
            TABLE,
            read=OF_SUMMARY,
            write=f"{OF_DRAFT} AND sightline_is_own_file(stored_file_id, sha256)",
            change=OF_DRAFT,
        ),
        row_policies.never_deleted(TABLE),
        migrations.RunSQL(SEALED, migrations.RunSQL.noop),
        migrations.RunSQL(
            SIGHT_OF_FILES, "DROP POLICY web_reads_agency_documents ON files_storedfile"
        ),
    ]
