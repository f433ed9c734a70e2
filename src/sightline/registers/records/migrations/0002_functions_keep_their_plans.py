"""Who asks, and with which keys, answered from plans that a connection keeps.

Row policies ask these functions in every statement. A function in SQL is parsed and planned again
for every statement that calls it; in PL/pgSQL once for each connection. The question each of them
asks of the tables stays word for word what it is.
"""

from __future__ import annotations

from django.db import migrations

KEEP_PLANS = """
DO $do$
DECLARE f record;
BEGIN
    FOR f IN SELECT pg_get_functiondef(p.oid) AS definition, p.prosrc AS question,
                    CASE WHEN p.proretset THEN 'RETURN QUERY %s;' ELSE 'RETURN (%s);' END AS answer
             FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'sql'
             WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN (
                 'sightline_token_hash', 'sightline_live_session',
                 'sightline_person',
                 'sightline_keys_of', 'sightline_keys', 'sightline_partnerships',
                 'sightline_granted', 'sightline_conflicted')
    LOOP
        EXECUTE replace(
            replace(f.definition, 'LANGUAGE sql', 'LANGUAGE plpgsql'),
            f.question, ' BEGIN ' || format(f.answer, f.question) || ' END ');
    END LOOP;
END $do$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0001_initial"),
        ("accounts", "0001_initial"),
        ("partnership", "0001_initial"),
    ]
    operations = [migrations.RunSQL(KEEP_PLANS, migrations.RunSQL.noop)]
