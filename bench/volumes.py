"""Fill a loaded database with the volumes of several partnerships and years.

`python -m bench.volumes PARTNERSHIPS YEARS` works as the worker. Rows are made by the database
itself, as operations would have left them; the trail's rows carry no chain, for a million links
cannot be made in a minute. Prints, as JSON, the readers the bench signs in as.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from bench import planning, reviews, training

MEETINGS, DOCUMENTS, ENTRIES, EVENTS = 90, 1000, 104, 10_000
ACTIONS_KEPT, ITEMS_OF_ONE, PAPERS_OF_ONE = 5000, 40, 25  # a partnership; the meeting looked at
"""Of one partnership in one year. Meetings: 80 to 100 of its groups. The others are the sizes the
goals name at ten partnerships and ten years: 100,000 documents, 1,000,000 lines of the trail."""

INDICATORS, POINTS = 200, 60  # of one partnership, and the months of each
PLACES = 84
"""With figures, where there are ten years: ten million figures of ten partnerships."""
FIGURES = (
    """INSERT INTO performance_area (code, kind, name, ons_code, region_code,
        part_of_code)
    SELECT CASE n WHEN 0 THEN '384' ELSE (500 + n)::text END, 'authority', 'Invented ' || n, '',
           '', ''
    FROM generate_series(0, %(places)s - 1) n ON CONFLICT DO NOTHING""",
    """INSERT INTO performance_framework (partnership_id, area_code, body_id, set_up_at, set_up_by)
    SELECT DISTINCT ON (partnership_id) partnership_id, '384', id, now(), 'The bench'
    FROM partnership_body ORDER BY partnership_id, id""",
    """INSERT INTO performance_release (partnership_id, title, published_on, stored_file_id, sha256,
        filename, state, layout, received_at, received_by, finished_at, lines_read, figures_new,
        figures_revised, faults)
    SELECT p.id, 'Figures', current_date, (SELECT min(id) FROM files_storedfile),
           lpad(p.id::text, 64, '0'), 'f.csv', 'loaded', 'figures', now(), 'The bench', now(),
           0, 0, 0, '[]' FROM partnership_partnership p""",
    """INSERT INTO performance_indicator (partnership_id, code, version, source, source_column,
        name, question, numerator, denominator, unit, period_kind, polarity, decimals, disclosure,
        targets)
    SELECT p.id, 'bench-' || n, 1, 'published', 'b: ' || n, 'Invented indicator number ' || n, '',
           '', '', '', 'month', 'none', 0, 'open', '[]'
    FROM partnership_partnership p, generate_series(1, %(indicators)s) n""",
    """INSERT INTO performance_series (partnership_id, indicator_id, area_id, audience, periods,
        figures, symbols, counted, leaving, has_limits, centre, lower, upper, chance, verdict,
        assurance, read_at)
    SELECT i.partnership_id, i.id, a.id, ARRAY['staff:' || i.partnership_id], p.periods, p.figures,
           repeat('.', %(points)s), '{}', '{}', true, 500, 100, 900,
           CASE WHEN i.id %% 40 = 0 THEN 0.00001 ELSE 0.4 END,
           CASE WHEN i.id %% 40 = 0 THEN 'high' ELSE '' END, '', now()
    FROM performance_indicator i, performance_area a, LATERAL (
        SELECT array_agg((2020 + n / 12) * 100 + n %% 12 + 1 ORDER BY n) AS periods,
               array_agg(((n * 37 + i.id * 11) %% 700 + 150)::float8 ORDER BY n) AS figures
        FROM generate_series(0, %(points)s - 1) n) p
    WHERE a.code = '384' OR a.code BETWEEN '501' AND '599'""",
)
FIGURES_OF_ONE = """
INSERT INTO performance_figure (series_id, period, release_id, value, symbol)
SELECT s.id, f.period, r.id, f.value, '' FROM performance_series s
JOIN performance_release r ON r.partnership_id = s.partnership_id,
LATERAL unnest(s.periods, s.figures) AS f (period, value)
WHERE s.partnership_id =
    (SELECT id FROM partnership_partnership ORDER BY id OFFSET %(skip)s LIMIT 1)
ORDER BY s.id, f.period
"""
PEOPLE = """
WITH wanted AS (
    SELECT p.*, n FROM partnership_place p,
           generate_series(1, CASE WHEN p.holds_many THEN 7 ELSE 1 END) n),
made AS (
    INSERT INTO accounts_person (password, email, name, is_active, is_invented)
    SELECT '!', 'p' || id || '-' || n || '@bench.example', 'Person ' || n || ' of place ' || id,
           true, true
    FROM wanted RETURNING id, email)
INSERT INTO partnership_seat
    (place_id, partnership_id, person_id, starts_at, appointed_by, ended_by, reason)
SELECT w.id, w.partnership_id, made.id, now() - %(span)s, 'The bench', '', ''
FROM wanted w JOIN made ON made.email = 'p' || w.id || '-' || w.n || '@bench.example'
"""
RECORDS = """
INSERT INTO records_record (partnership_id, reference, kind, title, body_id, marking, audience,
                            "on", summary, created_at)
SELECT b.partnership_id, b.prefix || '-' || to_char(day, 'YYYY') || '-' || lpad(n::text, 4, '0'),
       'governance:meeting', b.name || ': meeting of ' || to_char(day, 'FMDD FMMonth YYYY'), b.id,
       'internal',
       ARRAY['body:' || b.id] || ARRAY(SELECT 'capacity:' || b.partnership_id || ':' || c FROM
             unnest(ARRAY['business-manager','business-unit','lead-partner','scrutineer']) c),
       day, b.name || ' Room ' || n %% 40 || ', Invented House', day - interval '60 days'
FROM partnership_body b, generate_series(1, %(each)s) n,
     LATERAL (SELECT (current_date - (n * %(gap)s)::int)::date AS day) d
ORDER BY day, b.id
"""
MEETINGS_HELD = """
INSERT INTO governance_meeting (record_id, partnership_id, body_id, "on", starts_at, ends_at, venue,
    state, chair_name, held_recorded_at, held_recorded_by, cancelled_reason, version)
SELECT r.id, r.partnership_id, r.body_id, r."on", '10:00', '12:00', 'Room, Invented House', 'held',
       'The chair', r."on" + interval '2 days', 'The bench', '', 2
FROM records_record r WHERE r.kind = 'governance:meeting' ORDER BY r.id
"""
ATTENDANCE = """
INSERT INTO governance_attendance (meeting_id, record_id, place_id, seat_id, how, name, deputy_name)
SELECT m.id, m.record_id, p.id, s.id,
       CASE WHEN (m.id + p.id) %% 11 = 0 THEN 'apologies' ELSE 'attended' END, 'A member', ''
FROM governance_meeting m JOIN partnership_place p ON p.body_id = m.body_id
     AND p.function IN ('member', 'chair')
JOIN partnership_seat s ON s.place_id = p.id
"""
CAME = """
UPDATE governance_meeting m SET took_part = came.took_part, apologies = came.apologies FROM (
    SELECT meeting_id, count(*) FILTER (WHERE how = 'attended') AS took_part,
           count(*) FILTER (WHERE how = 'apologies') AS apologies
    FROM governance_attendance GROUP BY meeting_id
) came WHERE came.meeting_id = m.id
"""
REPORTS = """
INSERT INTO governance_reportreceived
    (meeting_id, record_id, source_key, source_name, received_at, received_by)
SELECT m.id, m.record_id, b.key, b.name, m.held_recorded_at, 'The bench'
FROM governance_meeting m JOIN partnership_body b
  ON b.partnership_id = m.partnership_id AND (b.id + m.id) %% 6 = 0 AND b.id <> m.body_id
"""
FULFILMENTS = """
INSERT INTO duties_fulfilment (partnership_id, kind, "on", body_key, source_key, document_key,
    topic, seat_id, place_key, duty_id, record_id, is_attested, words, link, entered_at, entered_by,
    late_reason, withdrawn_reason)
SELECT m.partnership_id, 'meeting-held', m."on", b.key, '', '', '', NULL::bigint, '', NULL::bigint,
       m.record_id, false, '', '', m.held_recorded_at, 'The bench', '', ''
FROM governance_meeting m JOIN partnership_body b ON b.id = m.body_id
UNION ALL
SELECT m.partnership_id, 'attendance', m."on", b.key, '', '', '', a.seat_id, p.key, NULL,
       m.record_id, false, '', '', m.held_recorded_at, 'The bench', '', ''
FROM governance_attendance a JOIN governance_meeting m ON m.id = a.meeting_id
JOIN partnership_body b ON b.id = m.body_id JOIN partnership_place p ON p.id = a.place_id
WHERE a.how = 'attended'
UNION ALL
SELECT m.partnership_id, 'report-received', m."on", b.key, r.source_key, '', '', NULL, '', NULL,
       m.record_id, false, '', '', m.held_recorded_at, 'The bench', '', ''
FROM governance_reportreceived r JOIN governance_meeting m ON m.id = r.meeting_id
JOIN partnership_body b ON b.id = m.body_id
UNION ALL
SELECT d.partnership_id, 'attested', (current_date - (n * 365 / %(entries)s)::int)::date, '', '',
       '', '', NULL, '', d.id, NULL, true, 'What was done, vouched for', '', now(), 'The bench',
       '', ''
FROM (SELECT *, row_number() OVER (PARTITION BY partnership_id ORDER BY id) AS place
      FROM duties_duty) d, generate_series(1, %(entries)s * %(years)s) n
WHERE d.place = 1 + n %% 147
"""
ACTIONS = """
WITH made AS (
    INSERT INTO records_record (partnership_id, reference, kind, title, body_id, marking, audience,
                                "on", summary, created_at)
    SELECT b.partnership_id, 'ACT-2020-' || lpad((b.place * 1000000 + n)::text, 7, '0'),
           'actions:action', 'Action ' || n || ' of the group', b.id, 'internal',
           ARRAY['body:' || b.id] || ARRAY(SELECT 'capacity:' || b.partnership_id || ':' || c FROM
                 unnest(ARRAY['business-manager','business-unit','lead-partner','scrutineer']) c),
           current_date - (n %% 700)::int, '', now() - interval '700 days'
    FROM (SELECT *, row_number() OVER (PARTITION BY partnership_id ORDER BY id) AS place,
                 count(*) OVER (PARTITION BY partnership_id) AS bodies
          FROM partnership_body) b, generate_series(1, %(actions)s / b.bodies) n
    RETURNING id, partnership_id, body_id, title, "on")
INSERT INTO actions_action (record_id, partnership_id, body_id, kind, what, detail, owner_name,
    state, due_on, first_due_on, times_moved, moving_on, blocked_by, completed_on, completed_by,
    what_changed, verified_by, verdict, closing_reason, entered_at, entered_by)
SELECT id, partnership_id, body_id, 'other', title, '', 'Somebody', state, "on" + 90, "on" + 90, 0,
       "on", '', CASE WHEN state = 'complete' THEN "on" + 60 END,
       CASE WHEN state = 'complete' THEN 'Somebody' ELSE '' END,
       CASE WHEN state = 'complete' THEN 'The form asks for it' ELSE '' END, '', '', '', now(),
       'The bench'
FROM made, LATERAL (SELECT CASE WHEN made.id %% 4 = 0 THEN 'open' ELSE 'complete' END) one(state)
"""
ITEMS = """
WITH held AS (
    SELECT * FROM (
        SELECT m.*, row_number() OVER (PARTITION BY m.partnership_id ORDER BY m."on" DESC) AS place
        FROM governance_meeting m JOIN partnership_body b ON b.id = m.body_id
        WHERE b.key = 'executive') ranked WHERE place = 4),
made AS (
    INSERT INTO records_record (partnership_id, reference, kind, title, body_id, marking, audience,
                                "on", summary, created_at, arises_from_id)
    SELECT h.partnership_id, 'ITM-2020-' || lpad(n::text, 4, '0'), 'governance:item',
           'Item ' || n || ' of the agenda', h.body_id, 'internal', r.audience, h."on", '', now(),
           h.record_id
    FROM held h JOIN records_record r ON r.id = h.record_id, generate_series(1, %(items)s) n
    RETURNING id, partnership_id, title, reference)
INSERT INTO governance_agendaitem (record_id, partnership_id, meeting_id, position, is_private,
    title, purpose, presenter, takes, note, meant_for, origin, origin_key, state, reason, version,
    added_at, added_by)
SELECT made.id, made.partnership_id, h.id, right(made.reference, 4)::int * 10, false, made.title,
       'discuss', 'The business manager', 5, '', 'meeting', 'added', '', 'on', '', 1, now(),
       'The bench'
FROM made JOIN held h USING (partnership_id)
"""
PAPERS = """
WITH made AS (
    INSERT INTO evidence_document
        (partnership_id, record_id, kind, title, number, filed_at, filed_by, withdrawn_reason)
    SELECT partnership_id, record_id, 'paper', 'Paper for ' || title, 1, now(), 'The bench', ''
    FROM (SELECT *, row_number() OVER (PARTITION BY meeting_id ORDER BY position) AS place
          FROM governance_agendaitem) i WHERE place <= %(papers)s RETURNING id, record_id)
INSERT INTO evidence_documentversion (document_id, record_id, number, stored_file_id, filename,
    filed_at, filed_by, is_current)
SELECT made.id, made.record_id, 1, (SELECT min(id) FROM files_storedfile), 'paper.pdf', now(),
       'The bench', true
FROM made
"""
STOCK = """
CREATE TEMPORARY TABLE stock AS
SELECT n, p.id AS partnership_id, sightline_own_words(p.id, said) AS words
FROM partnership_partnership p, (
    SELECT n, to_tsvector('english', string_agg(word, ' ')) AS said FROM (
        SELECT n, CASE WHEN k = 1 AND n %% 3 < 2 THEN 'safeguarding' WHEN k = 2 AND n %% 4 < 2
                  THEN 'children' WHEN k = 3 AND n = 7 THEN 'trampoline'
                  ELSE 'w' || floor(20000 * power(random(), 3)) END AS word
        FROM generate_series(0, 499) n, generate_series(1, 300) k) each_word GROUP BY n) texts
"""
DOCUMENTS_FILED = """
WITH wanted AS (
    SELECT r.id, r.partnership_id, n FROM records_record r,
           generate_series(1, %(papers)s) n WHERE r.kind = 'governance:meeting'),
made AS (
    INSERT INTO evidence_document
        (partnership_id, record_id, kind, title, number, filed_at, filed_by, withdrawn_reason)
    SELECT partnership_id, id, 'paper', 'Paper ' || n || ' for the meeting', n, now(),
           'The bench', '' FROM wanted RETURNING id, record_id, partnership_id)
INSERT INTO evidence_documentversion (document_id, record_id, number, stored_file_id, filename,
    filed_at, filed_by, is_current, words)
SELECT made.id, made.record_id, 1, one.id, 'paper.pdf', now(), 'The bench', true,
       stock.words || sightline_own_words(
           made.partnership_id, to_tsvector('english', 'paper number ' || made.id))
FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM made) made
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM files_storedfile) one USING (place)
JOIN stock ON stock.n = made.id %% 500 AND stock.partnership_id = made.partnership_id
ORDER BY made.id
"""
TRAIL = """
INSERT INTO trail_trailevent
    (partnership_id, at, kind, code, person_id, actor, about, facts, previous_hash, hash)
SELECT r.partnership_id, r.created_at + n * interval '1 hour', 'change', 'governance.meeting_held',
       n, 'The bench', r.reference, '{"on": "2026-01-01"}', '', ''
FROM records_record r, generate_series(1, %(lines)s) n
"""


@dataclass(frozen=True)
class Readers:
    """Who reads, and what there is to open."""

    cookie: str
    meeting: str


def main(partnerships: int, years: int) -> None:
    """Fill the database and print who reads."""
    import django

    django.setup()
    from django.db import transaction

    with transaction.atomic():
        _as("sightline_worker")
        readers = fill(partnerships, years)
    print(json.dumps(asdict(readers)))


def fill(
    partnerships: int,
    years: int,
    *,
    documents: int = DOCUMENTS,
    events: int = EVENTS,
    bookings: int = 0,
) -> Readers:
    """Fill a database that holds the arrangements of Wakefield, as the worker, who it stays."""
    _load_others(partnerships)
    _as("sightline_worker")
    _run("SELECT setseed(0.2019)")
    bodies = _one(
        """SELECT count(*) FROM partnership_body
           WHERE partnership_id = (SELECT id FROM partnership_partnership WHERE in_front)"""
    )
    each = MEETINGS * years // bodies
    facts = {
        "years": years,
        "entries": ENTRIES,
        "span": timedelta(days=366 * years + 90),
        "each": each,
        "gap": 365 * years / each,
    }
    for statement in (
        PEOPLE,
        RECORDS,
        MEETINGS_HELD,
        ATTENDANCE,
        CAME,
        REPORTS,
        FULFILMENTS,
        STOCK,
    ):
        _run(statement, facts)
    held = _one("SELECT count(*) FROM governance_meeting")
    papers = -(-documents * years * partnerships // held)
    _store_files(papers * held)
    _run(DOCUMENTS_FILED, {"papers": papers})
    _run(ACTIONS, {"actions": ACTIONS_KEPT})
    _run(ITEMS, {"items": ITEMS_OF_ONE})
    _run(PAPERS, {"papers": PAPERS_OF_ONE})
    _run(planning.RISKS, {"risks": planning.RISKS_KEPT})
    _run(
        planning.PLANS,
        {"priorities": planning.PRIORITIES, "objectives": planning.OBJECTIVES},
    )
    for statement in training.PROGRAMME:
        _run(statement, training.facts(bookings or training.BOOKINGS[years]))
    for statement in reviews.KEPT:
        _run(statement, reviews.facts())
    places = PLACES if years > 1 else 1
    for statement in FIGURES:
        _run(statement, {"indicators": INDICATORS, "points": POINTS, "places": places})
    for skip in range(partnerships):
        _run(FIGURES_OF_ONE, {"skip": skip})
    _as("sightline_owner")
    _run("ALTER TABLE trail_trailevent DISABLE TRIGGER link")
    _as("sightline_worker")
    _run(TRAIL, {"lines": -(-events * years * partnerships // held)})
    _as("sightline_owner")
    _run("ALTER TABLE trail_trailevent ENABLE TRIGGER link")
    _run("ANALYZE")
    _as("sightline_worker")
    return _readers()


def _as(role: str) -> None:
    _run(f"SET ROLE {role}")


def _run(statement: str, facts: dict[str, object] | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, facts or {})


def _one(statement: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _load_others(partnerships: int) -> None:
    """The same arrangements again under other names."""
    from django.utils import timezone

    from sightline.foundation.permissions import system_actor
    from sightline.registers.duties.operations import take_on_arrangements
    from sightline.registers.partnership.rules.reading import check_arrangement
    from sightline.web.cli.load import source_of

    folder = Path(__file__).resolve().parents[1] / "arrangements" / "wakefield-2019"
    arrangement = check_arrangement(folder).arrangement
    if arrangement is None:
        raise SystemExit("The arrangements do not read clean: sightline check-arrangements")
    for number in range(2, partnerships + 1):
        take_on_arrangements(
            arrangement=arrangement.model_copy(
                update={"id": f"invented-{number}", "name": f"Invented Partnership {number}"}
            ),
            source=source_of(folder),
            in_front=False,
            by=system_actor("The bench"),
            now=timezone.now(),
        )


def _store_files(many: int) -> None:
    """The files the papers point to, without content: the bench reads words, not files."""
    from django.utils import timezone

    from sightline.foundation.files.models import StoredFile

    now = timezone.now()
    StoredFile.objects.bulk_create(
        (
            StoredFile(
                sha256=f"{number:064x}",
                size=1000,
                kind="pdf",
                media_type="application/pdf",
                original_name="paper.pdf",
                uploaded_at=now,
                uploaded_by="The bench",
                scan=StoredFile.Scan.NOT_SCANNED,
            )
            for number in range(many)
        ),
        batch_size=5000,
    )


def _readers() -> Readers:
    """The cookie of the business manager of the partnership in front, and a meeting it held."""
    from django.conf import settings

    from sightline.foundation.accounts import sessions
    from sightline.registers.partnership.models import Seat
    from sightline.work.governance.models import Meeting

    manager = Seat.objects.filter(
        partnership__in_front=True, place__capacities__contains=["business-manager"]
    ).first()
    if manager is None:
        raise SystemExit("The arrangements have no business manager.")
    held = Meeting.objects.filter(partnership__in_front=True, body__key="executive")
    token = sessions.start(manager.person_id, second_factor=True)
    return Readers(
        cookie=f"{settings.SESSION_COOKIE_NAME}={token}",
        meeting=held.select_related("record").order_by("-on")[3].record.reference,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.web.settings")
    main(int(sys.argv[1]), int(sys.argv[2]))
