"""Search reads no more than it must: few hits from the index, many from the newest records down.

The first version let the planner walk every document of the partnership and unpack its words. Now
hits are counted first, and never more than ten thousand of them. Where that is all of them, they
are joined to what the reader sees. A commoner word is looked for in the reader's own records,
newest first, until a thousand documents have it; so nothing grows with what others file.
"""

from __future__ import annotations

from django.db import migrations

SIGNATURE = "sightline_search_documents(query text, partnership bigint, most integer)"
SEARCH = f"""
CREATE OR REPLACE FUNCTION {SIGNATURE}
RETURNS TABLE (id bigint, record_id bigint, more boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    wanted tsquery := websearch_to_tsquery('english', query);
    keys text[] := sightline_keys();
    granted bigint[] := sightline_granted();
    conflicted bigint[] := sightline_conflicted();
    seen bigint[];
    hits bigint[];
    newest bigint[];
BEGIN
    SELECT array_agg(r.id ORDER BY r.id DESC) INTO seen FROM records_record r
    WHERE r.partnership_id = partnership
      AND ((r.marking = 'public' AND (r.opens_at IS NULL OR r.opens_at <= now()))
           OR (r.marking <> 'identified' AND r.audience::text[] && keys)
           OR r.id = ANY(granted))
      AND NOT (r.id = ANY(conflicted));
    SELECT array_agg(hit.id) INTO hits FROM (
        SELECT v.id FROM evidence_documentversion v WHERE v.words @@ wanted LIMIT 10001) hit;
    IF coalesce(cardinality(hits), 0) <= 10000 THEN
        SELECT array_agg(n.id) INTO newest FROM (
            SELECT v.id FROM unnest(hits) AS hit(id)
            JOIN evidence_documentversion v ON v.id = hit.id
            JOIN unnest(seen) AS own(id) ON own.id = v.record_id
            JOIN evidence_document d ON d.id = v.document_id
            WHERE v.is_current AND d.withdrawn_at IS NULL
            ORDER BY v.record_id DESC, v.id DESC LIMIT 1000) n;
    ELSE
        SELECT array_agg(n.id) INTO newest FROM (
            SELECT v.id FROM unnest(seen) WITH ORDINALITY AS own(id, place)
            CROSS JOIN LATERAL (
                SELECT f.id, f.words FROM evidence_documentversion f
                JOIN evidence_document d ON d.id = f.document_id
                WHERE f.record_id = own.id AND f.is_current AND d.withdrawn_at IS NULL
                OFFSET 0) v
            WHERE v.words @@ wanted ORDER BY own.place LIMIT 1000) n;
    END IF;
    RETURN QUERY
        SELECT v.id, v.record_id, cardinality(newest) >= 1000
        FROM unnest(newest) AS n(id) JOIN evidence_documentversion v ON v.id = n.id
        ORDER BY ts_rank(v.words, wanted) DESC, v.id DESC LIMIT most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("records", "0001_initial")]
    operations = [migrations.RunSQL(SEARCH, migrations.RunSQL.noop)]
