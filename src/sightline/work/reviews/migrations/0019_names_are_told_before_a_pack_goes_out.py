"""Who is named to a case learns of whom something stands in words that others are about to read: by
what they are called in it, and of words that are kept, never of words that are typed to ask. A
window for deciders keeps why that was let be."""

from django.db import migrations, models

# Of the last answers and the last recommendation, what the Panel wrote, and what agencies
# submitted. Pieces are those of `sightline_events_masked`. In tests the role is set, in production
# it is the session's: neither can be changed by a statement of the web process.
NAMED = r"""
CREATE FUNCTION sightline_names_in_words(wanted bigint)
RETURNS TABLE (place text, label text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH asked AS (
        SELECT i.id, i.identities_id, i.record_id FROM reviews_incident i WHERE i.id = wanted
        AND (coalesce(nullif(current_setting('role'), 'none'), session_user) = 'sightline_worker'
            OR EXISTS (SELECT FROM reviews_named n WHERE n.incident_id = i.id
                AND n.ended_at IS NULL AND ARRAY['seat:' || n.seat_id] && sightline_keys())
            AND i.record_id <> ALL (sightline_conflicted()))),
    known AS (
        SELECT c.label, k.* FROM asked i JOIN reviews_identity k ON k.record_id = i.identities_id
        JOIN reviews_caseperson c ON c.id = k.case_person_id),
    said AS (
        SELECT name AS piece, label FROM known
        UNION SELECT regexp_split_to_table(aliases, '[,;/\n]+'), label FROM known
        UNION SELECT regexp_split_to_table(name, '[\s-]+'), label FROM known
        UNION SELECT school, label FROM known
        UNION SELECT regexp_split_to_table(address, '[,\n]+'), label FROM known
        UNION SELECT to_char(born_on, shape), label FROM known,
            unnest(ARRAY['DD/MM/YYYY', 'FMDD/FMMM/YYYY', 'FMDD FMMonth YYYY', 'YYYY-MM-DD']) shape),
    tidy AS (
        SELECT DISTINCT said.label,
            lower(upper(regexp_replace(btrim(piece), '\s+', ' ', 'g'))) AS piece
        FROM said WHERE length(btrim(piece)) >= 3),
    last AS (
        SELECT max(r.id) AS id FROM asked i JOIN reviews_rapidreview v ON v.incident_id = i.id
        JOIN reviews_recommendation r ON r.review_id = v.id),
    kept AS (
        SELECT 'purpose:' || a.purpose AS place, a.words FROM (
            SELECT DISTINCT ON (p.purpose) p.purpose, p.words FROM asked i
            JOIN reviews_rapidreview v ON v.incident_id = i.id
            JOIN reviews_purposeanswer p ON p.review_id = v.id ORDER BY p.purpose, p.id DESC) a
        UNION ALL SELECT 'recommendation', r.reasons
            FROM reviews_recommendation r JOIN last USING (id)
        UNION ALL SELECT 'criterion:' || j.criterion, j.reasons FROM reviews_criterionjudged j
            JOIN last ON j.recommendation_id = last.id
        UNION ALL SELECT 'reply', p.words FROM reviews_panelreply p JOIN asked i
            ON p.incident_id = i.id
        UNION ALL SELECT 'summary:' || s.request_id,
                concat_ws(E'\n', s.known, s.analysis, s.immediate)
            FROM asked i JOIN reviews_rapidreview v ON v.incident_id = i.id
            JOIN reviews_agencysummary s ON s.review_record_id = v.record_id
            AND s.submitted_at IS NOT NULL),
    folded AS (
        SELECT kept.place, lower(upper(regexp_replace(kept.words, '\s+', ' ', 'g'))) AS words,
            translate(kept.words, ' -', '') AS digits FROM kept)
    SELECT f.place, t.label FROM folded f JOIN tidy t ON strpos(f.words, t.piece) > 0
        AND f.words ~ ('\m('
            || regexp_replace(t.piece, '([^[:alnum:][:space:]])', '\\\1', 'g') || ')\M')
    UNION SELECT f.place, k.label FROM folded f JOIN known k ON k.nhs_number <> ''
        AND strpos(f.digits, k.nhs_number) > 0
    ORDER BY 1, 2
$$;
REVOKE ALL ON FUNCTION sightline_names_in_words(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_names_in_words(bigint) TO sightline_web, sightline_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0015_the_seal_is_read_at_once"),
        ("reviews", "0018_days_are_kept_with_the_seal"),
    ]

    operations = [
        migrations.AddField(
            model_name="decisionwindow",
            name="names_justified",
            field=models.CharField(blank=True, db_default="", default="", max_length=1000),
        ),
        migrations.RunSQL(NAMED, "DROP FUNCTION sightline_names_in_words(bigint)"),
    ]
