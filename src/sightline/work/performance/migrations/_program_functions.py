"""How the database answers a program: as to the one seat behind its token, for reading alone.

A token is begun as a feed is (records 0003), under a name that no feed can have. The seal of who
asks (records 0004) holds the name, so what a session had worked out does not outlive it.
"""

PROGRAMS = """
CREATE POLICY owner_marks ON performance_accesstoken FOR UPDATE TO sightline_owner USING (true);
CREATE FUNCTION sightline_live_program(secret text)
RETURNS TABLE (number bigint, seat bigint, person bigint, partnership bigint, scope text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT t.id, s.id, s.person_id, t.partnership_id, t.scope::text
    FROM performance_accesstoken t JOIN partnership_seat s ON s.id = t.seat_id
    JOIN accounts_person p ON p.id = s.person_id
    WHERE t.secret_hash = sightline_token_hash(secret) AND secret <> '' AND t.ended_at IS NULL
      AND p.is_active AND s.starts_at <= statement_timestamp()
      AND (s.ended_at IS NULL OR s.ended_at > statement_timestamp());
END $$;
REVOKE ALL ON FUNCTION sightline_live_program(text) FROM PUBLIC;
CREATE FUNCTION sightline_keys_of_seat(seat bigint) RETURNS text[] LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_remove(ARRAY[
        'public', 'person:' || s.person_id, 'seat:' || s.id, 'partnership:' || s.partnership_id,
        CASE WHEN NOT p.capacities <@ ARRAY['forum-member', 'peer-reviewer']::varchar[]
             THEN 'staff:' || s.partnership_id END,
        'body:' || p.body_id, 'agency:' || p.agency_id
    ] || ARRAY(SELECT 'capacity:' || s.partnership_id || ':' || c FROM unnest(p.capacities) AS c),
    NULL)
    FROM partnership_seat s JOIN partnership_place p ON p.id = s.place_id WHERE s.id = $1
$$;
REVOKE ALL ON FUNCTION sightline_keys_of_seat(bigint) FROM PUBLIC;
CREATE OR REPLACE FUNCTION sightline_live_feed(secret text) RETURNS bigint LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
    IF secret LIKE 'program:%' THEN
        RETURN (SELECT t.person FROM sightline_live_program(substr(secret, 9)) t);
    END IF;
    RETURN (
    SELECT f.person_id FROM diary_feed f JOIN accounts_person p ON p.id = f.person_id
    WHERE f.secret_hash = sightline_token_hash(secret) AND secret <> '' AND f.ended_at IS NULL
      AND p.is_active
      AND EXISTS (SELECT FROM partnership_seat s WHERE s.person_id = f.person_id
                  AND s.starts_at <= statement_timestamp()
                  AND (s.ended_at IS NULL OR s.ended_at > statement_timestamp())));
END $$;
CREATE OR REPLACE FUNCTION sightline_keys() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept text := sightline_kept(3);
    feed text := current_setting('sightline.feed', true);
BEGIN
    IF kept IS NOT NULL THEN RETURN nullif(kept, '')::text[]; END IF;
    IF feed LIKE 'program:%' THEN
        IF current_setting('transaction_read_only') <> 'on' THEN RETURN ARRAY['public']; END IF;
        RETURN COALESCE((SELECT sightline_keys_of_seat(t.seat)
                         FROM sightline_live_program(substr(feed, 9)) t), ARRAY['public']);
    END IF;
    RETURN (SELECT sightline_keys_of(sightline_person()));
END $$;
CREATE OR REPLACE FUNCTION sightline_feed_begin(secret text)
RETURNS TABLE (person_id bigint, name text, email text, keys text[]) LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- a secret that opens nothing still ends whatever the session could see
    PERFORM set_config('sightline.feed', CASE WHEN secret = '' OR secret LIKE 'program:%'
                                         THEN '-' ELSE secret END, true);
    RETURN QUERY SELECT p.id, p.name::text, p.email::text, sightline_keys_of(p.id)
                 FROM accounts_person p WHERE p.id = sightline_person();
END $$;
CREATE FUNCTION sightline_program_called(secret text)
RETURNS TABLE (number bigint, person_id bigint, name text, partnership_id bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- how exact "last used" is saves a write on every call
    UPDATE performance_accesstoken t SET last_used_at = statement_timestamp()
    FROM sightline_live_program(secret) l
    WHERE t.id = l.number AND (t.last_used_at IS NULL
        OR t.last_used_at < statement_timestamp() - interval '1 minute');
    RETURN QUERY SELECT l.number, l.person, p.name::text, l.partnership
    FROM sightline_live_program(secret) l JOIN accounts_person p ON p.id = l.person;
END $$;
REVOKE ALL ON FUNCTION sightline_program_called(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_program_called(text) TO sightline_web;
CREATE FUNCTION sightline_program_begin(secret text)
RETURNS TABLE (person_id bigint, name text, email text, partnership_id bigint, scope text,
               keys text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM set_config('transaction_read_only', 'on', true),
            set_config('sightline.feed', 'program:' || secret, true);
    RETURN QUERY SELECT l.person, p.name::text, p.email::text, l.partnership, l.scope,
                        sightline_keys_of_seat(l.seat)
    FROM sightline_live_program(secret) l JOIN accounts_person p ON p.id = l.person;
END $$;
REVOKE ALL ON FUNCTION sightline_program_begin(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sightline_program_begin(text) TO sightline_web;
"""
