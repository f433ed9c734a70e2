"""The functions through which every process reaches the sessions: SQL, run as the tables' owner.

A token comes in, its hash is looked up, and nothing is answered for a session that ended, went
idle, outlived its day, or belongs to a person who was shut out. `statement_timestamp()` and not
`now()`: what ended while a transaction was open has ended. A change goes into a later migration.
"""

HASH = """
CREATE FUNCTION sightline_token_hash(token text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(token, 'UTF8')), 'hex')
$$
"""

LIVE = """
CREATE FUNCTION sightline_live_session(token text) RETURNS SETOF accounts_session
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.* FROM accounts_session s
    WHERE s.key_hash = sightline_token_hash(token) AND token <> ''
      AND s.ended_at IS NULL
      AND s.expires_at > statement_timestamp() AND s.ends_at > statement_timestamp()
      AND (s.person_id IS NULL OR EXISTS (
          SELECT FROM accounts_person p WHERE p.id = s.person_id AND p.is_active))
$$
"""

# Always one row, so that the statement around it runs whether or not anyone is signed in.
BEGIN = """
CREATE FUNCTION sightline_session_begin(token text) RETURNS TABLE (
    session_hash text, person_id bigint, name text, email text, is_invented boolean,
    session_data text, signed_in_at timestamptz, stepped_up_at timestamptz,
    second_factor boolean, last_seen_at timestamptz, ends_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.key_hash, s.person_id, p.name, p.email, p.is_invented, s.data, s.signed_in_at,
           s.stepped_up_at, COALESCE(s.second_factor, false), s.last_seen_at, s.ends_at
    FROM (SELECT set_config('sightline.token', COALESCE(token, ''), true) AS given) AS setting
    LEFT JOIN sightline_live_session(setting.given) s ON true
    LEFT JOIN accounts_person p ON p.id = s.person_id
$$
"""

# Who may read and write: somebody whose session passed a second factor. The setting is an empty
# string, not NULL, after a transaction that set it.
PERSON = """
CREATE FUNCTION sightline_person() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.person_id FROM sightline_live_session(current_setting('sightline.token', true)) s
    WHERE s.second_factor
$$
"""

SIGNED_IN = """
CREATE FUNCTION sightline_signed_in_person() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.person_id FROM sightline_live_session(current_setting('sightline.token', true)) s
$$
"""

# A person is fixed when the session is made and an ended session stays ended: signing in always
# takes a new token.
SAVE = """
CREATE FUNCTION sightline_session_save(
    token text, data text, person bigint, second_factor boolean, stepped_up_at timestamptz,
    idle interval, absolute interval, user_agent text, source text) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH kept AS (
        INSERT INTO accounts_session AS s (key_hash, person_id, data, created_at, last_seen_at,
            expires_at, ends_at, signed_in_at, stepped_up_at, second_factor, user_agent, source)
        SELECT sightline_token_hash($1), $3, $2, statement_timestamp(), statement_timestamp(),
            statement_timestamp() + $6, statement_timestamp() + $7,
            CASE WHEN $3 IS NOT NULL THEN statement_timestamp() END,
            CASE WHEN $3 IS NOT NULL THEN $5 END, $4 AND $3 IS NOT NULL, $8, $9
        WHERE length($1) >= 32
        ON CONFLICT (key_hash) DO UPDATE SET
            data = EXCLUDED.data, last_seen_at = EXCLUDED.last_seen_at,
            expires_at = LEAST(EXCLUDED.expires_at, s.ends_at),
            stepped_up_at = EXCLUDED.stepped_up_at, second_factor = EXCLUDED.second_factor
        WHERE s.ended_at IS NULL AND s.expires_at > statement_timestamp()
          AND s.ends_at > statement_timestamp()
          AND s.person_id IS NOT DISTINCT FROM EXCLUDED.person_id
        RETURNING 1)
    SELECT EXISTS (SELECT FROM kept)
$$
"""

TOUCH = """
CREATE FUNCTION sightline_session_touch(token text, idle interval) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE accounts_session s SET last_seen_at = statement_timestamp(),
        expires_at = LEAST(statement_timestamp() + $2, s.ends_at)
    WHERE s.key_hash IN (SELECT l.key_hash FROM sightline_live_session($1) l)
$$
"""

END = """
CREATE FUNCTION sightline_session_end(token text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE accounts_session SET ended_at = statement_timestamp(), data = ''
    WHERE key_hash = sightline_token_hash($1) AND ended_at IS NULL
$$
"""

OF_MINE = """
CREATE FUNCTION sightline_sessions_of_mine() RETURNS TABLE (
    key_prefix text, signed_in_at timestamptz, last_seen_at timestamptz, ends_at timestamptz,
    second_factor boolean, user_agent text, source text, is_this_one boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT left(s.key_hash, 16), s.signed_in_at, s.last_seen_at, s.ends_at, s.second_factor,
           s.user_agent, s.source,
           s.key_hash = sightline_token_hash(current_setting('sightline.token', true))
    FROM accounts_session s
    WHERE s.person_id = sightline_signed_in_person() AND s.ended_at IS NULL
      AND s.expires_at > statement_timestamp() AND s.ends_at > statement_timestamp()
    ORDER BY s.last_seen_at DESC
$$
"""

END_MINE = """
CREATE FUNCTION sightline_session_end_mine(key_prefix text) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH ended AS (
        UPDATE accounts_session s SET ended_at = statement_timestamp(), data = ''
        WHERE s.person_id = sightline_signed_in_person() AND s.ended_at IS NULL
          AND CASE WHEN $1 IS NULL
              THEN s.key_hash <> sightline_token_hash(current_setting('sightline.token', true))
              ELSE left(s.key_hash, 16) = $1 END
        RETURNING 1)
    SELECT count(*)::integer FROM ended
$$
"""

END_OF = """
CREATE FUNCTION sightline_sessions_end_of(person bigint, except_token text) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH ended AS (
        UPDATE accounts_session s SET ended_at = statement_timestamp(), data = ''
        WHERE s.person_id = $1 AND s.ended_at IS NULL
          AND s.key_hash <> sightline_token_hash(COALESCE($2, ''))
        RETURNING 1)
    SELECT count(*)::integer FROM ended
$$
"""

CLEAR = """
CREATE FUNCTION sightline_sessions_clear(before timestamptz) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM accounts_session s
        WHERE LEAST(s.ended_at, s.expires_at, s.ends_at) < $1 RETURNING 1),
    forgotten AS (DELETE FROM accounts_throttle t WHERE t.last_at < $1 RETURNING 1)
    SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM forgotten))::integer
$$
"""

# Counting takes the row's lock until the transaction ends, so guesses made side by side in many
# processes wait for one another and the eleventh is refused. A refused guess is not counted.
GUESS = """
CREATE FUNCTION sightline_guess(bucket text, most integer, within interval) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept jsonb;
    moment double precision;
BEGIN
    INSERT INTO accounts_throttle AS t (bucket, guesses, last_at)
    VALUES ($1, '[]', clock_timestamp())
    ON CONFLICT ON CONSTRAINT accounts_throttle_pkey DO UPDATE SET last_at = clock_timestamp()
    RETURNING t.guesses INTO kept;
    moment := extract(epoch FROM clock_timestamp());
    SELECT COALESCE(jsonb_agg(g ORDER BY g::double precision), '[]') INTO kept
    FROM jsonb_array_elements(kept) g
    WHERE g::double precision > moment - extract(epoch FROM $3);
    IF jsonb_array_length(kept) >= $2 THEN
        RETURN false;
    END IF;
    UPDATE accounts_throttle t SET guesses = kept || to_jsonb(moment) WHERE t.bucket = $1;
    RETURN true;
END $$
"""

# A right answer was no guess: take the last one back.
NO_GUESS = """
CREATE FUNCTION sightline_no_guess(bucket text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE accounts_throttle t SET guesses = t.guesses - (jsonb_array_length(t.guesses) - 1)
    WHERE t.bucket = $1 AND jsonb_array_length(t.guesses) > 0
$$
"""

FUNCTIONS = {
    "sightline_token_hash(text)": HASH,
    "sightline_live_session(text)": LIVE,
    "sightline_session_begin(text)": BEGIN,
    "sightline_person()": PERSON,
    "sightline_signed_in_person()": SIGNED_IN,
    "sightline_session_save(text, text, bigint, boolean, timestamptz, interval, interval, "
    "text, text)": SAVE,
    "sightline_session_touch(text, interval)": TOUCH,
    "sightline_session_end(text)": END,
    "sightline_sessions_of_mine()": OF_MINE,
    "sightline_session_end_mine(text)": END_MINE,
    "sightline_sessions_end_of(bigint, text)": END_OF,
    "sightline_sessions_clear(timestamptz)": CLEAR,
    "sightline_guess(text, integer, interval)": GUESS,
    "sightline_no_guess(text)": NO_GUESS,
}
WITHIN = {"sightline_token_hash(text)", "sightline_live_session(text)"}  # called by the others only
WORKER_ONLY = {"sightline_sessions_clear(timestamptz)"}
