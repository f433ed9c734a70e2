"""Documents are found as records are: by their own partnership's words, newest first.

The reader's sight and whether a document was withdrawn are asked of one hit after the other until a
thousand are found, and of no others.
"""

from __future__ import annotations

from django.db import migrations

SIGNATURE = "sightline_search_documents(query text, partnership bigint, most integer)"
SEARCH = f"""
CREATE OR REPLACE FUNCTION {SIGNATURE}
RETURNS TABLE (id bigint, record_id bigint, more boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted tsquery := sightline_own_query(partnership, query);
    keys text[] := sightline_keys();
    granted bigint[] := sightline_granted();
    conflicted bigint[] := sightline_conflicted();
BEGIN
    RETURN QUERY
        WITH newest AS MATERIALIZED (
            SELECT v.id, v.record_id, v.words FROM (
                SELECT f.id, f.record_id, f.document_id, f.words FROM evidence_documentversion f
                WHERE f.words @@ wanted AND f.is_current
                ORDER BY f.record_id DESC, f.id DESC OFFSET 0) v
            CROSS JOIN LATERAL (
                SELECT FROM records_record r
                WHERE r.id = v.record_id AND r.partnership_id = partnership
                  AND ((r.marking = 'public' AND (r.opens_at IS NULL OR r.opens_at <= now()))
                       OR (r.marking <> 'identified' AND r.audience::text[] && keys)
                       OR r.id = ANY(granted))
                  AND NOT (r.id = ANY(conflicted)) OFFSET 0) seen
            CROSS JOIN LATERAL (
                SELECT FROM evidence_document d
                WHERE d.id = v.document_id AND d.withdrawn_at IS NULL OFFSET 0) standing
            LIMIT 1000)
        SELECT n.id, n.record_id, (SELECT count(*) FROM newest) >= 1000
        FROM newest n ORDER BY ts_rank(n.words, wanted) DESC, n.id DESC LIMIT most;
END $$;
"""

# An index entry holds a megabyte and no more; a text of unlike words beyond that is found by its
# beginning.
WORDS = """
CREATE FUNCTION sightline_document_words(partnership bigint, said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    LOOP
        BEGIN
            RETURN sightline_own_words(partnership, to_tsvector('english', said));
        EXCEPTION WHEN program_limit_exceeded THEN
            said := left(said, length(said) / 2);
        END;
    END LOOP;
END $$;
"""

AGAIN = [
    "ALTER TABLE evidence_documentversion NO FORCE ROW LEVEL SECURITY",
    """UPDATE evidence_documentversion v SET words = sightline_own_words(r.partnership_id, v.words)
       FROM records_record r WHERE r.id = v.record_id AND v.words IS NOT NULL""",
    "ALTER TABLE evidence_documentversion FORCE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0002_search_is_bounded"),
        ("records", "0006_words_are_found_by_partnership"),
    ]
    operations = [migrations.RunSQL([SEARCH, WORDS, *AGAIN], migrations.RunSQL.noop)]
