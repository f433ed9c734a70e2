"""What training changed, by agency and by role: sums of pairs alone, as by course (R8.4)."""

from __future__ import annotations

from django.db import migrations

# `wanted` is agency or role; roles are told as people wrote them, and brought together by the room.
PAIRS_BY = """
CREATE FUNCTION sightline_training_pairs_by(asked bigint, wanted text)
RETURNS TABLE (pair text, item bigint, of_group text, n bigint, total bigint, squares bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT sightline_training_reads(asked) THEN RETURN; END IF;
    RETURN QUERY
    SELECT named.pair, s1.item_id,
           (CASE wanted WHEN 'agency' THEN a.name ELSE l.role END)::text, count(*),
           sum(s2.score - s1.score)::bigint,
           sum((s2.score - s1.score) * (s2.score - s1.score))::bigint
    FROM (VALUES ('after', 'before', 'after'), ('later', 'before', 'later'),
                 ('manager', 'later', 'manager')) AS named (pair, one, two)
    JOIN training_evaluation e1 ON e1.course_id = asked AND e1.stage = named.one
    JOIN training_evaluation e2 ON e2.booking_id = e1.booking_id AND e2.stage = named.two
    JOIN training_evaluationscore s1 ON s1.evaluation_id = e1.id
    JOIN training_evaluationscore s2 ON s2.evaluation_id = e2.id AND s2.item_id = s1.item_id
    JOIN partnership_agency a ON a.id = e1.agency_id
    JOIN training_booking b ON b.id = e1.booking_id
    JOIN training_learner l ON l.id = b.learner_id
    GROUP BY 1, 2, 3;
END $$;
REVOKE ALL ON FUNCTION sightline_training_pairs_by(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_training_pairs_by(bigint, text)
TO sightline_web, sightline_worker
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0011_credit_and_indexes")]
    operations = [
        migrations.RunSQL(PAIRS_BY, "DROP FUNCTION sightline_training_pairs_by(bigint, text)"),
    ]
