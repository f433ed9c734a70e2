"""How the database checks a proposal and its answer, and destroys what two persons agreed on."""

from __future__ import annotations

from sightline.assurance.retention.migrations._reckoning import PATH, SAY, TODAY
from sightline.assurance.retention.rules import APPROVAL_DAYS
from sightline.foundation.row_policies import WEB, WORKER

# The first looks with the eyes of who proposes: a hidden record and an absent one are alike. The
# second reckons with the owner's.
PROPOSING = f"""
CREATE FUNCTION sightline_proposal_sees() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM records_record r WHERE r.id = NEW.record_id)
    THEN RAISE EXCEPTION 'There is no such record.' {SAY}; END IF;
    IF NEW.proposed_by_id IS DISTINCT FROM sightline_person()
    THEN RAISE EXCEPTION 'a proposal is made by whose session it is'
        USING ERRCODE = '42501'; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION sightline_proposal_weighs() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER {PATH} AS $$
DECLARE w record;
BEGIN
    SELECT * INTO w FROM sightline_weigh(NEW.record_id);
    DELETE FROM retention_doomed WHERE xact = pg_current_xact_id()::text::bigint;
    IF w.due_on >= {TODAY}
    THEN RAISE EXCEPTION 'The period of this record has not passed.' {SAY}; END IF;
    SELECT partnership_id INTO NEW.partnership_id FROM records_record WHERE id = NEW.record_id;
    NEW.class_code := w.class_code; NEW.years := w.years;
    NEW.changed_on := w.changed_on; NEW.due_on := w.due_on;
    NEW.row_count := w.row_count; NEW.file_count := w.file_count;
    NEW.proposed_at := statement_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER a_sees BEFORE INSERT ON retention_proposal
    FOR EACH ROW EXECUTE FUNCTION sightline_proposal_sees();
CREATE TRIGGER b_weighs BEFORE INSERT ON retention_proposal
    FOR EACH ROW EXECUTE FUNCTION sightline_proposal_weighs();
"""

DECIDING = f"""
CREATE FUNCTION sightline_decision_is_of_another() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
DECLARE p record;
BEGIN
    SELECT * INTO p FROM retention_proposal WHERE id = NEW.proposal_id;
    IF p IS NULL OR p.record_id <> NEW.record_id
    THEN RAISE EXCEPTION 'There is no such proposal.' {SAY}; END IF;
    IF NEW.decided_by_id IS DISTINCT FROM sightline_person()
    THEN RAISE EXCEPTION 'an answer is given by whose session it is'
        USING ERRCODE = '42501'; END IF;
    IF NEW.decided_by_id = p.proposed_by_id
    THEN RAISE EXCEPTION 'Another person must answer.' {SAY}; END IF;
    NEW.decided_at := statement_timestamp();
    NEW.expires_at := statement_timestamp() + interval '{APPROVAL_DAYS} days';
    RETURN NEW;
END $$;
CREATE TRIGGER of_another BEFORE INSERT ON retention_decision
    FOR EACH ROW EXECUTE FUNCTION sightline_decision_is_of_another();
"""

HOLDING = f"""
CREATE FUNCTION sightline_hold_is_put() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - 'ended_at' - 'ended_by_id' - 'ended_reason'
            <> to_jsonb(OLD) - 'ended_at' - 'ended_by_id' - 'ended_reason'
        THEN RAISE EXCEPTION 'a hold can only be ended, and once'; END IF;
        IF NEW.ended_at IS NOT NULL THEN
            IF NEW.ended_by_id IS DISTINCT FROM sightline_person()
            THEN RAISE EXCEPTION 'a hold is ended by whose session it is'
                USING ERRCODE = '42501'; END IF;
            NEW.ended_at := statement_timestamp();
        END IF;
    ELSE
        NEW.put_at := statement_timestamp();
        NEW.ended_at := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER put BEFORE INSERT OR UPDATE ON retention_hold
    FOR EACH ROW EXECUTE FUNCTION sightline_hold_is_put();
"""

# The only way anything of the partnership's work is destroyed. Everything is asked here again.
DESTROY = f"""
CREATE FUNCTION sightline_destroy(which bigint) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER {PATH} AS $$
DECLARE
    me bigint := pg_current_xact_id()::text::bigint;
    p record; d record; w record; fk record; one record;
    done bigint; certificate bigint;
BEGIN
    SELECT * INTO p FROM retention_proposal WHERE id = which;
    SELECT * INTO d FROM retention_decision WHERE proposal_id = which;
    IF p IS NULL OR d IS NULL OR d.verdict <> 'approved' OR d.decided_by_id = p.proposed_by_id
    THEN RAISE EXCEPTION 'Two persons have not agreed on this.' {SAY}; END IF;
    IF d.expires_at <= now()
    THEN RAISE EXCEPTION 'The approval has run out. Propose it again.' {SAY}; END IF;
    SELECT * INTO w FROM sightline_weigh(p.record_id);
    IF (w.changed_on, w.row_count, w.file_count)
        IS DISTINCT FROM (p.changed_on, p.row_count, p.file_count)
    THEN RAISE EXCEPTION 'It has changed since it was proposed. Propose it again.' {SAY}; END IF;
    IF w.due_on >= {TODAY}
    THEN RAISE EXCEPTION 'The period of this record has not passed.' {SAY}; END IF;
    certificate := sightline_certify(which, w.class_code, w.years, w.due_on);
    SET CONSTRAINTS ALL DEFERRED;
    FOR fk IN SELECT k.* FROM retention_hanging h JOIN retention_key k USING (child, col)
        WHERE h.answer = 'clears' AND EXISTS (
            SELECT FROM retention_doomed o WHERE o.xact = me AND o.tab = k.parent)
    LOOP
        EXECUTE format('UPDATE %I c SET %I = NULL FROM retention_doomed o
            WHERE o.xact = $1 AND o.tab = %L AND o.key = c.%I::text AND NOT EXISTS (
                SELECT FROM retention_doomed s
                WHERE s.xact = $1 AND s.tab = %L AND s.key = c.%I::text)',
            fk.child, fk.col, fk.parent, fk.col, fk.child, fk.child_key) USING me;
    END LOOP;
    FOR one IN SELECT o.tab, count(*) AS many, a.attname AS key FROM retention_doomed o
        JOIN pg_index i ON i.indrelid = o.tab::regclass AND i.indisprimary
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE o.xact = me GROUP BY o.tab, a.attname
    LOOP
        EXECUTE format('DELETE FROM %I c USING retention_doomed o
            WHERE o.xact = $1 AND o.tab = %L AND o.key = c.%I::text', one.tab, one.tab, one.key)
            USING me;
        GET DIAGNOSTICS done = ROW_COUNT;
        IF done <> one.many
        THEN RAISE EXCEPTION '% of % rows of % went', done, one.many, one.tab; END IF;
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    DELETE FROM retention_doomed WHERE xact = me;
    RETURN certificate;
END $$;
REVOKE ALL ON FUNCTION sightline_destroy(bigint) FROM PUBLIC, {WEB};
GRANT EXECUTE ON FUNCTION sightline_destroy(bigint) TO {WORKER};
"""

CERTIFY = f"""
CREATE FUNCTION sightline_certify(which bigint, class_code text, years integer, due_on date)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER {PATH} AS $$
DECLARE
    me bigint := pg_current_xact_id()::text::bigint;
    this integer := extract(year FROM {TODAY});
    number bigint;
    certificate bigint;
BEGIN
    INSERT INTO records_referencecount AS c (partnership_id, prefix, year, last)
        SELECT p.partnership_id, 'CER', this, 1 FROM retention_proposal p WHERE p.id = which
        ON CONFLICT (partnership_id, prefix, year) DO UPDATE SET last = c.last + 1
        RETURNING last INTO number;
    INSERT INTO retention_certificate (partnership_id, reference, record_reference, record_number,
        kind, class_code, marking, opened_at, years, changed_on, due_on, row_count, file_count,
        rows, files, went_along, proposed_by, proposed_by_number, proposed_at, decided_by,
        decided_by_number, decided_at, reason, destroyed_at, audience, open_to, hidden_from)
    SELECT p.partnership_id, format('CER-%s-%s', this, lpad(number::text, 3, '0')), r.reference,
        r.id, r.kind, $2, r.marking, r.created_at, $3, p.changed_on, $4, p.row_count,
        p.file_count,
        (SELECT jsonb_object_agg(tab, many) FROM (SELECT tab, count(*) AS many
            FROM retention_doomed WHERE xact = me GROUP BY tab) counts),
        (SELECT COALESCE(jsonb_agg(jsonb_build_object('sha256', f.sha256, 'size', f.size, 'stays',
            EXISTS (SELECT FROM files_storedfile o WHERE o.sha256 = f.sha256 AND NOT EXISTS (
                SELECT FROM retention_doomed s WHERE s.xact = me AND s.tab = 'files_storedfile'
                AND s.key = o.id::text))) ORDER BY f.sha256, f.id), '[]')
         FROM files_storedfile f JOIN retention_doomed x ON x.key = f.id::text
         WHERE x.xact = me AND x.tab = 'files_storedfile'),
        (SELECT COALESCE(array_agg(o.reference ORDER BY o.reference), '{{}}')
         FROM records_record o JOIN retention_doomed x ON x.key = o.id::text
         WHERE x.xact = me AND x.tab = 'records_record' AND o.id <> r.id),
        proposer.name, proposer.id, p.proposed_at, answerer.name, answerer.id, d.decided_at,
        d.reason, statement_timestamp(),
        (SELECT COALESCE(array_agg(key), '{{}}') FROM unnest(r.audience) AS key
         WHERE r.marking <> 'identified' OR key LIKE 'seat:%'),
        (SELECT COALESCE(array_agg(DISTINCT g.person_id), '{{}}') FROM records_grant g
         WHERE g.record_id = r.id AND g.ended_at IS NULL AND g.ends_at > now()),
        (SELECT COALESCE(array_agg(DISTINCT c.person_id), '{{}}') FROM records_conflict c
         JOIN retention_doomed x ON x.key = c.record_id::text
         WHERE x.xact = me AND x.tab = 'records_record' AND c.ended_at IS NULL)
    FROM retention_proposal p
    JOIN retention_decision d ON d.proposal_id = p.id
    JOIN records_record r ON r.id = p.record_id
    JOIN accounts_person proposer ON proposer.id = p.proposed_by_id
    JOIN accounts_person answerer ON answerer.id = d.decided_by_id
    WHERE p.id = which
    RETURNING id INTO certificate;
    IF certificate IS NULL THEN RAISE EXCEPTION 'there is no certificate'; END IF;
    RETURN certificate;
END $$;
REVOKE ALL ON FUNCTION sightline_certify(bigint, text, integer, date) FROM PUBLIC, {WEB}, {WORKER};
"""
