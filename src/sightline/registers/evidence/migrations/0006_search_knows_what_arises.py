"""Search leaves out what arises from a record its reader has an interest in, as the policy does.

Such records were found and then not shown, for what is found is read again under the reader's
policies; now they are not counted among the thousand either.
"""

from __future__ import annotations

from django.db import migrations

KNOWS = """
DO $do$
DECLARE
    hidden constant text := 'NOT (r.id = ANY(conflicted))';
    f record;
BEGIN
    FOR f IN SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p
             WHERE p.pronamespace = 'public'::regnamespace
               AND p.proname IN ('sightline_search_records', 'sightline_search_documents')
    LOOP
        IF position(hidden IN f.definition) = 0 THEN
            RAISE EXCEPTION 'The search function does not say whom it hides records from';
        END IF;
        EXECUTE replace(f.definition, hidden,
            'NOT (r.id = ANY(conflicted) OR COALESCE(r.arises_from_id = ANY(conflicted), false))');
    END LOOP;
END $do$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0005_words_are_sorted_in_at_once"),
        ("records", "0008_what_arises_from_a_record"),
    ]
    operations = [migrations.RunSQL(KNOWS, migrations.RunSQL.noop)]
