"""Each partnership's words stand for themselves in the index of search.

A word that everybody uses was found in everybody's records first and then looked through for one's
own, so that search grew with the nation. Now the number of the partnership stands before each word
(`12:safeguard`), in what is searched and in what is asked: the index finds one's own and nothing
else. Hits are looked at from the newest down until a thousand of them are in the reader's sight;
only those are ranked. See docs/decisions/011.
"""

from __future__ import annotations

from django.db import migrations

# Words in the form the database writes them: in quotation marks, which are doubled inside a word.
# Nobody looks for a word of 500 letters, and with a number before it the longest would not fit.
# The number alone stands in everything a partnership has, for a question that only leaves words
# out: it is asked of one's own, and not of the whole index.
OWN = r"""
CREATE FUNCTION sightline_own_words(partnership bigint, words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (regexp_replace(
        ts_delete(words, ARRAY(
            SELECT w.lexeme FROM unnest(words) AS w WHERE length(w.lexeme) > 500))::text,
        '''((?:[^'']|'''')*)''', '''' || partnership || ':\1''', 'g')
        || ' ''' || partnership || ':''')::tsvector
$$;
CREATE FUNCTION sightline_own_query(partnership bigint, asked text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted tsquery := websearch_to_tsquery('english', asked);
    own tsquery;
BEGIN
    IF numnode(wanted) = 0 THEN RETURN wanted; END IF;
    own := regexp_replace(wanted::text,
        '''((?:[^'']|'''')*)''', '''' || partnership || ':\1''', 'g')::tsquery;
    RETURN CASE WHEN querytree(wanted) = 'T' THEN ('''' || partnership || ':''')::tsquery && own
                ELSE own END;
END $$;
"""

WORDS = """
CREATE OR REPLACE FUNCTION sightline_records_words() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.words := sightline_own_words(NEW.partnership_id,
        setweight(to_tsvector('english', NEW.reference || ' ' || NEW.title), 'A')
        || setweight(to_tsvector('english', NEW.summary), 'B'));
    RETURN NEW;
END $$;
"""

# As before: looks as the owner, applies the same sight itself, and the caller is filtered again.
SEARCH = """
CREATE OR REPLACE FUNCTION sightline_search_records(query text, partnership bigint, most integer)
RETURNS TABLE (id bigint, more boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted tsquery := sightline_own_query(partnership, query);
    keys text[] := sightline_keys();
    granted bigint[] := sightline_granted();
    conflicted bigint[] := sightline_conflicted();
BEGIN
    RETURN QUERY
        WITH newest AS MATERIALIZED (
            SELECT r.id, r.words FROM (
                SELECT f.* FROM records_record f
                WHERE f.words @@ wanted AND f.partnership_id = partnership
                ORDER BY f.id DESC OFFSET 0) r
            WHERE ((r.marking = 'public' AND (r.opens_at IS NULL OR r.opens_at <= now()))
                   OR (r.marking <> 'identified' AND r.audience::text[] && keys)
                   OR r.id = ANY(granted))
              AND NOT (r.id = ANY(conflicted))
            LIMIT 1000)
        SELECT n.id, (SELECT count(*) FROM newest) >= 1000
        FROM newest n ORDER BY ts_rank(n.words, wanted) DESC, n.id DESC LIMIT most;
END $$;
"""

# What was entered before. The owner may not change rows, but for the length of this statement.
AGAIN = [
    "ALTER TABLE records_record NO FORCE ROW LEVEL SECURITY",
    "UPDATE records_record SET title = title",
    "ALTER TABLE records_record FORCE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [("records", "0005_records_are_found_in_their_order")]
    operations = [migrations.RunSQL([OWN, WORDS, SEARCH, *AGAIN], migrations.RunSQL.noop)]
