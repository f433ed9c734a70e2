"""A programme of training with its bookings, as operations would leave them.

A thousand events to come and 20,000 bookings of each partnership; in the larger database 100,000
each, together a million.
"""

from __future__ import annotations

COURSES, EVENTS, LEARNERS, AT_THE_REGISTER = 100, 1000, 2000, 30
"""Of one partnership; and who is booked at the event whose register is opened."""
BOOKINGS = {1: 20_000, 10: 100_000}
"""Bookings of one partnership, by the years of the database."""

SHEET = """records_record (partnership_id, reference, kind, title, marking, audience, "on", summary,
    created_at)"""
EVERYBODY = "ARRAY['partnership:' || {partnership}]"

PROGRAMME = (
    f"""
WITH made AS (
    INSERT INTO {SHEET}
    SELECT p.id, 'CRS-2020-' || lpad(n::text, 4, '0'), 'training:course', 'Course ' || n,
           'internal', {EVERYBODY.format(partnership="p.id")}, NULL, '', now()
    FROM partnership_partnership p, generate_series(1, %(courses)s) n
    RETURNING id, partnership_id, reference, title)
INSERT INTO training_course (record_id, partnership_id, reference, title, kind, level, length,
    summary, aims, audience, prerequisites, evaluation_plan, refresher_months, later_after, state,
    version)
SELECT id, partnership_id, reference, title, 'core', 'Level 3', 'Half a day',
       'What to see, what to say and what to do next, for whoever works with children.',
       E'Name the signs\\nSay what comes next', '{{}}', '', '', 36, '3-months', 'published', 1
FROM made
""",
    f"""
WITH made AS (
    INSERT INTO {SHEET}
    SELECT p.id, 'TRN-2020-' || lpad(n::text, 4, '0'), 'training:event', 'Event ' || n, 'internal',
           {EVERYBODY.format(partnership="p.id")}, current_date + 1 + n / 4, '', now()
    FROM partnership_partnership p, generate_series(1, %(events)s) n
    RETURNING id, partnership_id, reference, "on"),
given AS (
    INSERT INTO training_event (record_id, partnership_id, reference, course_id, starts_at,
        ends_at, area, is_online, agency_until_days, has_waiting_list, is_consent_needed,
        is_on_demand, closes_at, fee_pence, state, cancelled_reason, version)
    SELECT m.id, m.partnership_id, m.reference, c.id, m."on" + time '09:30',
           m."on" + time '12:30', 'Wakefield', false, 14, true, true, false,
           m."on" + time '09:30', 0, 'open', '', 1
    FROM made m JOIN training_course c ON c.partnership_id = m.partnership_id
        AND c.reference = 'CRS-2020-' || lpad((1 + right(m.reference, 4)::int
                                               %% %(courses)s)::text, 4, '0')
    RETURNING id, partnership_id, starts_at, ends_at),
sat AS (
    INSERT INTO training_eventsession (event_id, partnership_id, starts_at, ends_at, title)
    SELECT id, partnership_id, starts_at, ends_at, '' FROM given)
INSERT INTO training_eventplaces (event_id, partnership_id, places, taken, waiting, is_open,
    last_number)
SELECT id, partnership_id, 200, 0, 0, true, 0 FROM given
""",
    """
INSERT INTO training_learner (partnership_id, agency_id, name, email, role, manager_name,
    manager_email)
SELECT p.id, a.numbers[1 + n %% array_length(a.numbers, 1)], 'Learner ' || n,
       'learner.' || n || '@example.org', 'Nurse', '', ''
FROM partnership_partnership p, generate_series(1, %(learners)s) n, LATERAL (
    SELECT array_agg(id ORDER BY id) AS numbers FROM partnership_agency
    WHERE partnership_id = p.id) a
""",
    """
INSERT INTO training_booking (partnership_id, event_id, learner_id, agency_id, name, state, number,
    need, priority, priority_reason, is_reserve, is_held_back, position, position_reason, made_at,
    made_by, answered_by, ended_by, ended_reason)
SELECT b.partnership_id, e.id, l.id, l.agency_id, l.name, 'booked', 0, 'agreed', 0, '', false,
       false, 0, '', now() - b.n * interval '1 minute', 'The bench', '', '', ''
FROM (SELECT p.id AS partnership_id, n, CASE WHEN n <= %(register)s THEN 1
                                        ELSE 2 + n %% %(spread)s END AS place
      FROM partnership_partnership p, generate_series(1, %(bookings)s) n) b
JOIN (SELECT id, partnership_id, right(reference, 4)::int AS place FROM training_event) e
    USING (partnership_id, place)
JOIN (SELECT l.*, 1 + (row_number() OVER (PARTITION BY partnership_id ORDER BY id)) AS place
      FROM training_learner l) l
    ON l.partnership_id = b.partnership_id AND l.place = 2 + b.n %% %(learners)s
""",
    """
UPDATE training_eventplaces p SET taken = b.many
FROM (SELECT event_id, count(*) AS many FROM training_booking GROUP BY event_id) b
WHERE b.event_id = p.event_id
""",
)


def facts(bookings: int) -> dict[str, object]:
    """How many of each there are beside so many bookings of one partnership."""
    return {
        "courses": COURSES,
        "events": EVENTS,
        "learners": LEARNERS,
        "register": AT_THE_REGISTER,
        # no divisor of the number of learners, so that nobody is at an event twice
        "spread": 997,
        "bookings": bookings,
    }
