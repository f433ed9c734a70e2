"""Spreadsheets of chronologies are seen by who sent them; what is judged of two events by who sees
the review. What is known of people is taken out of events by the database, which alone knows it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.foundation import row_policies
from sightline.work.reviews.migrations._guards import RUNS, SEES, kept

IMPORT, SAME = "reviews_chronologyimport", "reviews_sameevent"
OWN = f"{SEES} AND person_id = (SELECT sightline_person())"
OF_DRAFT = (
    f"{OWN} AND EXISTS (SELECT 1 FROM reviews_agencyauthor a"
    f" WHERE a.request_id = {IMPORT}.summary_id AND a.person_id = (SELECT sightline_person()))"
    f" AND EXISTS (SELECT 1 FROM reviews_agencysummary s WHERE s.request_id = {IMPORT}.summary_id"
    f" AND s.record_id = {IMPORT}.record_id AND s.submitted_at IS NULL)"
)
OF_REVIEW = f"""EXISTS (SELECT 1 FROM reviews_rapidreview v WHERE v.id = review_id
    AND v.record_id = {SAME}.record_id) AND 2 = (SELECT count(*) FROM reviews_chronologyevent e
    JOIN reviews_agencysummary s ON s.request_id = e.summary_id
    WHERE e.id IN (first_id, second_id) AND s.review_record_id = {SAME}.record_id
    AND s.released_at IS NOT NULL)"""

# Names, other names, each word of a name of three letters or more, NHS numbers, schools, addresses
# and dates of birth of the people of a case, longest first, give way to what they are called in
# it; a word that several people share gives way to dots. Only for words that were released, and
# that whoever asks has in hand already.
MASKED = r"""
CREATE FUNCTION sightline_events_masked(ids bigint[], whats text[], responses text[])
RETURNS TABLE (id bigint, what text, response text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    people bigint; pieces text[]; puts text[]; whole text; n int;
BEGIN
    SELECT i.identities_id INTO people FROM reviews_agencyrequest q
    JOIN reviews_rapidreview v ON v.id = q.review_id JOIN reviews_incident i ON i.id = v.incident_id
    WHERE q.id = (SELECT e.summary_id FROM reviews_chronologyevent e WHERE e.id = ids[1]);
    WITH known AS (
        SELECT c.label, k.* FROM reviews_identity k JOIN reviews_caseperson c
        ON c.id = k.case_person_id WHERE k.record_id = people),
    said AS (
        SELECT name AS piece, label AS put FROM known
        UNION SELECT regexp_split_to_table(aliases, '[,;/\n]+'), label FROM known
        UNION SELECT regexp_split_to_table(name, '[\s-]+'), label FROM known
        UNION SELECT school, 'a school' FROM known
        UNION SELECT address, 'an address' FROM known
        UNION SELECT regexp_split_to_table(address, '[,\n]+'), 'an address' FROM known
        UNION SELECT to_char(born_on, shape), 'a date of birth' FROM known,
            unnest(ARRAY['DD/MM/YYYY', 'FMDD/FMMM/YYYY', 'FMDD FMMonth YYYY', 'YYYY-MM-DD']) shape),
    tidy AS (
        SELECT lower(btrim(piece)) AS piece,
            CASE WHEN count(DISTINCT put) = 1 THEN min(put) ELSE '●●●' END AS put
        FROM said WHERE length(btrim(piece)) >= 3 GROUP BY 1),
    made AS (
        SELECT length(piece) AS size, put,
            regexp_replace(piece, '([^[:alnum:][:space:]])', '\\\1', 'g') AS shape FROM tidy
        UNION ALL SELECT 10, '●●●', regexp_replace(nhs_number, '(\d)(?=\d)', '\1[ -]?', 'g')
        FROM known WHERE nhs_number <> '')
    SELECT array_agg('\m(' || regexp_replace(shape, '\s+', '\\s+', 'g') || ')\M'
            ORDER BY size DESC, shape),
        array_agg(put ORDER BY size DESC, shape) INTO pieces, puts FROM made;
    whole := array_to_string(pieces, '|');
    FOR id, what, response IN
        SELECT g.id, g.what, g.response FROM unnest(ids, whats, responses) AS g(id, what, response)
        JOIN reviews_chronologyevent e ON e.id = g.id AND e.what = g.what
            AND e.response = g.response
        JOIN reviews_agencysummary s ON s.request_id = e.summary_id AND s.released_at IS NOT NULL
        JOIN reviews_agencyrequest q ON q.id = s.request_id
        JOIN reviews_rapidreview v ON v.id = q.review_id
        JOIN reviews_incident i ON i.id = v.incident_id AND i.identities_id = people
    LOOP
        IF whole IS NOT NULL AND what || ' ' || response ~* whole THEN
            FOR n IN 1 .. cardinality(pieces) LOOP
                what := regexp_replace(what, pieces[n], puts[n], 'gi');
                response := regexp_replace(response, pieces[n], puts[n], 'gi');
            END LOOP;
        END IF;
        RETURN NEXT;
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("records", "0013_the_trail_of_what_one_sees"),
        ("reviews", "0010_agency_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChronologyImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=200)),
                ("brought_in_at", models.DateTimeField(null=True)),
                ("count", models.PositiveIntegerField(null=True)),
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
                        related_name="+",
                        to="reviews.agencysummary",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("brought_in_at__isnull", True), ("count__isnull", True)),
                            models.Q(("brought_in_at__isnull", False), ("count__isnull", False)),
                            _connector="OR",
                        ),
                        name="chronology_import_counted",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SameEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_same", models.BooleanField()),
                ("difference", models.CharField(blank=True, max_length=1000)),
                ("judged_at", models.DateTimeField()),
                ("judged_by", models.CharField(max_length=200)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.chronologyevent",
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="same_events",
                        to="reviews.rapidreview",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.chronologyevent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="same_event_in_order",
                    )
                ],
            },
        ),
        row_policies.protect(IMPORT, read=OWN, write=OF_DRAFT, change=OF_DRAFT),
        row_policies.never_deleted(IMPORT),
        *kept(SAME, write=f"{RUNS} AND {OF_REVIEW}"),
        migrations.RunSQL(
            MASKED, "DROP FUNCTION sightline_events_masked(bigint[], text[], text[])"
        ),
    ]
