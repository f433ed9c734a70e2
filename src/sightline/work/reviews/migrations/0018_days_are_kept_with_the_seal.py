"""The days and kinds of an agency's events are kept beside its words when it submits, so that one
line of time of all agencies is read as a row for each; and what is known of people is looked for
before it is replaced."""

import django.contrib.postgres.fields
from django.db import migrations, models

SUMMARY = "reviews_agencysummary"

# The days are the database's: whoever writes says nothing of them. Sealed, they stay.
SEALED = """
CREATE OR REPLACE FUNCTION sightline_summary_is_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.released_at IS NOT NULL OR (OLD.submitted_at IS NOT NULL AND
        to_jsonb(NEW) - 'released_at' - 'released_by'
        <> to_jsonb(OLD) - 'released_at' - 'released_by')
    THEN RAISE EXCEPTION 'what was submitted is sealed'; END IF;
    IF OLD.submitted_at IS NULL AND NEW.released_at IS NOT NULL
    THEN RAISE EXCEPTION 'nothing is released before it is submitted'; END IF;
    IF OLD.submitted_at IS NULL THEN
        SELECT coalesce(array_agg(e.happened_on ORDER BY e.happened_on, e.id), '{}'),
               coalesce(array_agg(e.theme ORDER BY e.happened_on, e.id), '{}')
        INTO NEW.days, NEW.kinds FROM reviews_chronologyevent e
        WHERE e.summary_id = NEW.request_id AND e.removed_at IS NULL
          AND NEW.submitted_at IS NOT NULL;
        IF NEW.submitted_at IS NULL THEN NEW.days := NULL; NEW.kinds := NULL; END IF;
    END IF;
    RETURN NEW;
END $$;
"""
BEFORE = [
    f"ALTER TABLE {SUMMARY} NO FORCE ROW LEVEL SECURITY",
    f"ALTER TABLE {SUMMARY} DISABLE TRIGGER sealed",
    f"""UPDATE {SUMMARY} s SET
        days = ARRAY(SELECT e.happened_on FROM reviews_chronologyevent e
            WHERE e.summary_id = s.request_id AND e.removed_at IS NULL
            ORDER BY e.happened_on, e.id),
        kinds = ARRAY(SELECT e.theme FROM reviews_chronologyevent e
            WHERE e.summary_id = s.request_id AND e.removed_at IS NULL
            ORDER BY e.happened_on, e.id)
        WHERE s.submitted_at IS NOT NULL""",
    f"ALTER TABLE {SUMMARY} ENABLE TRIGGER sealed",
    f"ALTER TABLE {SUMMARY} FORCE ROW LEVEL SECURITY",
]

# As before (0011), but each piece is first looked for as it stands, in all words at once: most of
# them stand nowhere, and a pattern costs far more than a look. Letters are compared as `~*` does,
# which takes a letter in both its cases: upper and then lower makes one of them. What stands in
# place of a piece is not looked at again.
MASKED = r"""
CREATE OR REPLACE FUNCTION sightline_events_masked(
    ids bigint[], whats text[], responses text[])
RETURNS TABLE (id bigint, what text, response text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    people bigint; pieces text[]; puts text[]; held text; digits text; n int;
BEGIN
    SELECT i.identities_id INTO people FROM reviews_agencyrequest q
    JOIN reviews_rapidreview v ON v.id = q.review_id JOIN reviews_incident i ON i.id = v.incident_id
    WHERE q.id = (SELECT e.summary_id FROM reviews_chronologyevent e WHERE e.id = ids[1]);
    held := array_to_string(whats, E'\n') || E'\n' || array_to_string(responses, E'\n');
    digits := translate(held, ' -', '');
    held := lower(upper(regexp_replace(held, '\s+', ' ', 'g')));
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
        WHERE strpos(held, lower(upper(regexp_replace(piece, '\s+', ' ', 'g')))) > 0
        UNION ALL SELECT 10, '●●●', regexp_replace(nhs_number, '(\d)(?=\d)', '\1[ -]?', 'g')
        FROM known WHERE nhs_number <> '' AND strpos(digits, nhs_number) > 0)
    SELECT array_agg('\m(' || regexp_replace(shape, '\s+', '\\s+', 'g') || ')\M'
            ORDER BY size DESC, shape),
        array_agg(put ORDER BY size DESC, shape) INTO pieces, puts FROM made;
    SELECT array_agg(g.id), array_agg(g.what), array_agg(g.response) INTO ids, whats, responses
    FROM unnest(ids, whats, responses) AS g(id, what, response)
    JOIN reviews_chronologyevent e ON e.id = g.id AND e.what = g.what
        AND e.response = g.response
    JOIN reviews_agencysummary s ON s.request_id = e.summary_id AND s.released_at IS NOT NULL
    JOIN reviews_agencyrequest q ON q.id = s.request_id
    JOIN reviews_rapidreview v ON v.id = q.review_id
    JOIN reviews_incident i ON i.id = v.incident_id AND i.identities_id = people;
    -- one pattern over all words and then the next: a pattern is made ready once
    FOR n IN 1 .. coalesce(cardinality(pieces), 0) LOOP
        SELECT array_agg(regexp_replace(g.what, pieces[n], puts[n], 'gi') ORDER BY g.at),
            array_agg(regexp_replace(g.response, pieces[n], puts[n], 'gi') ORDER BY g.at)
        INTO whats, responses
        FROM unnest(whats, responses) WITH ORDINALITY AS g(what, response, at);
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(ids, whats, responses);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0017_disclosures")]

    operations = [
        migrations.AddField(
            model_name="agencysummary",
            name="days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(), null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="agencysummary",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10), null=True, size=None
            ),
        ),
        migrations.RunSQL([SEALED, *BEFORE, MASKED], migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="agencysummary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("days__isnull", True),
                        ("kinds__isnull", True),
                        ("submitted_at__isnull", True),
                    ),
                    models.Q(
                        ("days__isnull", False),
                        ("kinds__isnull", False),
                        ("submitted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="summary_keeps_its_days",
            ),
        ),
    ]
