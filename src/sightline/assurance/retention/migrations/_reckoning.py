"""How the database finds what a record consists of, and reckons its period."""

from __future__ import annotations

from sightline.assurance.retention.rules import CLASSES
from sightline.foundation.row_policies import OWNER, WEB, WORKER

PATH = "SET search_path = pg_catalog, public, pg_temp"

_KINDS = ", ".join(
    f"('{kind}', '{one.code}', {one.years})" for one in CLASSES for kind in one.kinds
)
# What hangs on a record and how; what is to be destroyed in this transaction; how long is kept
# what. No process has a right on any of the three.
TABLES = f"""
CREATE TABLE retention_hanging (
    child text NOT NULL, col text NOT NULL,
    answer text NOT NULL CHECK (answer = 'is' OR answer = 'goes' OR answer = 'clears'
                                OR answer = 'holds'),
    PRIMARY KEY (child, col));
CREATE TABLE retention_doomed (
    xact bigint NOT NULL, tab text NOT NULL, key text NOT NULL, round integer NOT NULL,
    PRIMARY KEY (xact, tab, key));
CREATE TABLE retention_kind (
    kind text PRIMARY KEY, class_code text NOT NULL, shipped integer NOT NULL);
INSERT INTO retention_kind (kind, class_code, shipped) VALUES {_KINDS};
REVOKE ALL ON retention_hanging, retention_doomed, retention_kind FROM PUBLIC, {WEB}, {WORKER};
CREATE VIEW retention_key AS
    SELECT c.conrelid::regclass::text AS child, a.attname AS col,
           c.confrelid::regclass::text AS parent, p.attname AS child_key
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_index i ON i.indrelid = c.conrelid AND i.indisprimary
    JOIN pg_attribute p ON p.attrelid = c.conrelid AND p.attnum = i.indkey[0]
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace;
REVOKE ALL ON retention_key FROM PUBLIC, {WEB}, {WORKER};
"""

# Guards ask this of each row: only the transaction that destroys has any, and only its own.
DOOMED = f"""
CREATE FUNCTION sightline_is_doomed(which text, number text) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER {PATH} AS $$
    SELECT EXISTS (SELECT FROM retention_doomed
        WHERE xact = pg_current_xact_id_if_assigned()::text::bigint
          AND tab = which AND key = number)
$$;
CREATE FUNCTION sightline_is_destroying() RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER {PATH} AS $$
    SELECT EXISTS (SELECT FROM retention_doomed
        WHERE xact = pg_current_xact_id_if_assigned()::text::bigint)
$$;
"""

# Rounds outward from the cover sheet, until a round finds nothing new.
DOOM = f"""
CREATE FUNCTION sightline_doom(root bigint) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER {PATH} AS $$
DECLARE
    me bigint := pg_current_xact_id()::text::bigint;
    this integer := 0;
    found_now bigint;
    grown bigint;
    fk record;
BEGIN
    DELETE FROM retention_doomed WHERE xact = me;
    INSERT INTO retention_doomed VALUES (me, 'records_record', root::text, 0);
    LOOP
        grown := 0;
        FOR fk IN SELECT k.* FROM retention_hanging h JOIN retention_key k USING (child, col)
            WHERE (h.answer = 'goes' OR h.answer = 'is') AND EXISTS (
                SELECT FROM retention_doomed d WHERE d.xact = me AND d.tab = k.parent
                AND d.round = this)
        LOOP
            EXECUTE format('INSERT INTO retention_doomed SELECT $1, %L, c.%I::text, $2 + 1
                FROM (SELECT d.key::bigint AS n FROM retention_doomed d
                      WHERE d.xact = $1 AND d.tab = %L AND d.round = $2 OFFSET 0) d
                JOIN %I c ON c.%I = d.n ON CONFLICT DO NOTHING',
                fk.child, fk.child_key, fk.parent, fk.child, fk.col) USING me, this;
            GET DIAGNOSTICS found_now = ROW_COUNT;
            grown := grown + found_now;
        END LOOP;
        FOR fk IN SELECT k.* FROM retention_hanging h JOIN retention_key k USING (child, col)
            WHERE h.answer = 'is' AND EXISTS (
                SELECT FROM retention_doomed d WHERE d.xact = me AND d.tab = k.child
                AND d.round = this)
        LOOP
            EXECUTE format('INSERT INTO retention_doomed SELECT $1, %L, c.%I::text, $2 + 1
                FROM (SELECT d.key::bigint AS n FROM retention_doomed d
                      WHERE d.xact = $1 AND d.tab = %L AND d.round = $2 OFFSET 0) d
                JOIN %I c ON c.%I = d.n WHERE c.%I IS NOT NULL ON CONFLICT DO NOTHING',
                fk.parent, fk.col, fk.child, fk.child, fk.child_key, fk.col) USING me, this;
            GET DIAGNOSTICS found_now = ROW_COUNT;
            grown := grown + found_now;
        END LOOP;
        EXIT WHEN grown = 0;
        this := this + 1;
    END LOOP;
    PERFORM sightline_doom_files(me), sightline_doom_traces(me);
END $$;
"""

# A stored file goes when every row that points at it goes; its words go with it.
FILES = f"""
CREATE FUNCTION sightline_doom_files(me bigint) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER {PATH} AS $$
DECLARE fk record;
BEGIN
    FOR fk IN SELECT * FROM retention_key
        WHERE parent = 'files_storedfile' AND child <> 'files_filetext'
    LOOP
        EXECUTE format('INSERT INTO retention_doomed SELECT $1, ''files_storedfile'', c.%I::text, -1
            FROM %I c JOIN retention_doomed d ON d.key = c.%I::text
            WHERE d.xact = $1 AND d.tab = %L AND c.%I IS NOT NULL ON CONFLICT DO NOTHING',
            fk.col, fk.child, fk.child_key, fk.child, fk.col) USING me;
    END LOOP;
    FOR fk IN SELECT * FROM retention_key
        WHERE parent = 'files_storedfile' AND child <> 'files_filetext'
    LOOP
        EXECUTE format('DELETE FROM retention_doomed f
            WHERE f.xact = $1 AND f.tab = ''files_storedfile'' AND EXISTS (
                SELECT FROM %I c WHERE c.%I::text = f.key AND NOT EXISTS (
                    SELECT FROM retention_doomed d
                    WHERE d.xact = $1 AND d.tab = %L AND d.key = c.%I::text))',
            fk.child, fk.col, fk.child, fk.child_key) USING me;
    END LOOP;
    INSERT INTO retention_doomed SELECT me, 'files_filetext', t.stored_file_id::text, -1
        FROM files_filetext t JOIN retention_doomed d ON d.key = t.stored_file_id::text
        WHERE d.xact = me AND d.tab = 'files_storedfile';
END $$;
"""

# What names a record by its reference alone. Messages and drafts do not know their partnership:
# where two use the same reference, they stay.
TRACES = f"""
CREATE FUNCTION sightline_doom_traces(me bigint) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER {PATH} AS $$
DECLARE one record;
BEGIN
    FOR one IN SELECT r.reference, r.partnership_id, NOT EXISTS (
            SELECT FROM records_record o WHERE o.reference = r.reference AND o.id <> r.id) AS alone
        FROM records_record r JOIN retention_doomed d ON d.key = r.id::text
        WHERE d.xact = me AND d.tab = 'records_record'
    LOOP
        INSERT INTO retention_doomed SELECT me, 'diary_occasion', o.id::text, -1
            FROM diary_occasion o
            WHERE o.about = one.reference AND o.partnership_id = one.partnership_id;
        CONTINUE WHEN NOT one.alone;
        INSERT INTO retention_doomed SELECT me, 'outbox_message', m.id::text, -1
            FROM outbox_message m WHERE m.about = one.reference;
        INSERT INTO retention_doomed SELECT me, 'drafts_draft', f.id::text, -1
            FROM drafts_draft f WHERE f.address || ' ' || f.page || ' '
                ~ ('/' || one.reference || '([/? ])') ON CONFLICT DO NOTHING;
    END LOOP;
    INSERT INTO retention_doomed SELECT me, 'diary_invitee', i.id::text, -1
        FROM diary_invitee i JOIN retention_doomed d ON d.key = i.occasion_id::text
        WHERE d.xact = me AND d.tab = 'diary_occasion';
END $$;
"""

# Sentences with this code are for people; anything else is a fault.
SAY = "USING ERRCODE = 'RET01'"
TODAY = "(now() AT TIME ZONE 'Europe/London')::date"

WEIGH = f"""
CREATE FUNCTION sightline_retention_years(whose bigint, which text, shipped integer)
RETURNS integer LANGUAGE sql STABLE {PATH} AS $$
    SELECT COALESCE((SELECT p.years FROM retention_period p
        WHERE p.partnership_id = whose AND p.class_code = which
        ORDER BY p.id DESC LIMIT 1), shipped)
$$;
CREATE FUNCTION sightline_weigh(root bigint, OUT class_code text, OUT years integer,
    OUT changed_on date, OUT due_on date, OUT row_count integer, OUT file_count integer)
LANGUAGE plpgsql SECURITY DEFINER {PATH} AS $$
DECLARE
    me bigint := pg_current_xact_id()::text::bigint;
    number bigint;
    fk record;
BEGIN
    SELECT k.class_code, max(sightline_retention_years(r.partnership_id, k.class_code, k.shipped))
    INTO class_code, years FROM records_record r JOIN retention_kind k USING (kind)
    WHERE r.id = root GROUP BY k.class_code;
    IF class_code IS NULL OR EXISTS (
        SELECT FROM records_record r WHERE r.id = root AND r.arises_from_id IS NOT NULL)
    THEN RAISE EXCEPTION 'This record goes with the one it belongs to. Choose that.' {SAY}; END IF;
    FOR fk IN SELECT i.child, i.col AS own, g.col FROM retention_hanging i
        JOIN retention_hanging g ON g.child = i.child AND g.answer = 'goes'
        WHERE i.answer = 'is'
    LOOP
        EXECUTE format('SELECT count(*) FROM %I WHERE %I = $1 AND %I IS NOT NULL',
            fk.child, fk.own, fk.col) INTO number USING root;
        IF number > 0
        THEN RAISE EXCEPTION 'This record goes with the one it belongs to. Choose that.' {SAY};
        END IF;
    END LOOP;
    PERFORM sightline_doom(root);
    IF EXISTS (SELECT FROM retention_hold h JOIN retention_doomed d
        ON d.tab = 'records_record' AND d.key = h.record_id::text
        WHERE d.xact = me AND h.ended_at IS NULL)
    THEN RAISE EXCEPTION 'This record is held: nothing of it may be destroyed.' {SAY}; END IF;
    FOR fk IN SELECT k.* FROM retention_hanging h JOIN retention_key k USING (child, col)
        WHERE h.answer = 'holds' AND EXISTS (
            SELECT FROM retention_doomed d WHERE d.xact = me AND d.tab = k.parent)
    LOOP
        EXECUTE format('SELECT count(*) FROM %I c
            JOIN retention_doomed d ON d.xact = $1 AND d.tab = %L AND d.key = c.%I::text
            WHERE NOT EXISTS (SELECT FROM retention_doomed o
                WHERE o.xact = $1 AND o.tab = %L AND o.key = c.%I::text)',
            fk.child, fk.parent, fk.col, fk.child, fk.child_key) INTO number USING me;
        IF number > 0
        THEN RAISE EXCEPTION 'Other work still needs this record. Destroy that first.' {SAY};
        END IF;
    END LOOP;
    SELECT max(greatest(r."on", (r.created_at AT TIME ZONE 'Europe/London')::date,
        (SELECT max(t.at AT TIME ZONE 'Europe/London')::date FROM trail_trailevent t
         WHERE t.partnership_id = r.partnership_id AND t.about = r.reference
           AND t.kind = 'change' AND left(t.code, 10) <> 'retention_'))),
        greatest(years, max(sightline_retention_years(r.partnership_id, k.class_code, k.shipped)))
    INTO changed_on, years
    FROM retention_doomed d JOIN records_record r ON r.id = d.key::bigint
    LEFT JOIN retention_kind k USING (kind)
    WHERE d.xact = me AND d.tab = 'records_record';
    due_on := (changed_on + make_interval(years => years))::date;
    SELECT count(*) FILTER (WHERE tab !~ '^(retention|outbox|drafts|files)_'),
           count(*) FILTER (WHERE tab = 'files_storedfile')
    INTO row_count, file_count FROM retention_doomed WHERE xact = me;
END $$;
"""

CLOSED = [
    f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC, {WEB}, {WORKER}"
    for name in (
        "sightline_doom(bigint)",
        "sightline_doom_files(bigint)",
        "sightline_doom_traces(bigint)",
        "sightline_weigh(bigint)",
        "sightline_retention_years(bigint, text, integer)",
    )
]

# Whatever is on the way of a row that goes: a trigger that refuses, and a policy that is not there.
GUARDS = f"""
CREATE FUNCTION sightline_retention_guards() RETURNS void LANGUAGE plpgsql {PATH} AS $$
DECLARE one record;
BEGIN
    FOR one IN
        SELECT t.tab, p.attname AS key, f.proname AS guard, n.tgname AS which
        FROM (SELECT DISTINCT child AS tab FROM retention_hanging
              WHERE answer = 'goes' OR answer = 'is'
              UNION VALUES ('records_record'), ('files_storedfile'), ('files_filetext'),
                           ('outbox_message'), ('drafts_draft'), ('diary_occasion'),
                           ('diary_invitee')) t
        JOIN pg_index i ON i.indrelid = t.tab::regclass AND i.indisprimary
        JOIN pg_attribute p ON p.attrelid = i.indrelid AND p.attnum = i.indkey[0]
        LEFT JOIN pg_trigger n ON n.tgrelid = i.indrelid
            AND (n.tgname = 'never_deleted_row' OR n.tgname = 'append_only_row')
        LEFT JOIN pg_proc f ON f.oid = n.tgfoid
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS owner_destroys ON %I', one.tab);
        EXECUTE format('CREATE POLICY owner_destroys ON %I FOR DELETE TO {OWNER}
            USING (sightline_is_doomed(%L, %I::text))', one.tab, one.tab, one.key);
        IF one.guard IS NOT NULL THEN
            EXECUTE format('CREATE OR REPLACE FUNCTION public.%I() RETURNS trigger
                LANGUAGE plpgsql AS $g$ BEGIN
                    IF TG_OP = ''DELETE'' THEN
                        IF public.sightline_is_doomed(%L, OLD.%I::text) THEN RETURN OLD; END IF;
                    END IF;
                    RAISE EXCEPTION %L;
                END $g$', one.guard, one.tab, one.key, CASE WHEN one.which = 'append_only_row'
                THEN one.tab || ' is append-only' ELSE 'rows of ' || one.tab || ' are never deleted'
                END);
        END IF;
    END LOOP;
    FOR one IN SELECT DISTINCT child AS tab FROM retention_hanging WHERE answer = 'clears'
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS owner_clears ON %I', one.tab);
        EXECUTE format('CREATE POLICY owner_clears ON %I FOR UPDATE TO {OWNER}
            USING (sightline_is_destroying()) WITH CHECK (sightline_is_destroying())', one.tab);
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION sightline_retention_guards() FROM PUBLIC, {WEB}, {WORKER};
"""
