"""Ten years of cases of each partnership, as operations would leave them, and one of them large:
2,000 events of five agencies' chronologies and 200 documents, all released to the panel."""

from __future__ import annotations

CASES, AGENCIES, EVENTS, DOCUMENTS, PEOPLE = 400, 5, 2000, 200, 8
"""Of one partnership: its cases, and what the first of them holds."""

SEATS = """ARRAY(SELECT 'seat:' || s.id FROM partnership_seat s
    JOIN partnership_place q ON q.id = s.place_id WHERE s.partnership_id = p.id
    AND s.ended_at IS NULL AND 'business-manager' = ANY (q.capacities) ORDER BY s.id)"""
SHEET = """INSERT INTO records_record (partnership_id, reference, kind, title, marking, audience,
    "on", summary, created_at, arises_from_id)"""


def _sheets(prefix: str, kind: str, title: str, numbers: str, arises: str = "NULL") -> str:
    return f"""{SHEET}
    SELECT p.id, '{prefix}-2020-' || lpad(n::text, 4, '0'), 'reviews:{kind}', '{title}',
           'identified', {SEATS}, current_date - (n * 9)::int, '', now(), {arises}
    FROM partnership_partnership p, generate_series(1, {numbers}) n"""


def _of(prefix: str, number: str, partnership: str) -> str:
    return (
        f"(SELECT sheet.id FROM records_record sheet WHERE sheet.partnership_id = {partnership}"
        f" AND sheet.reference = '{prefix}-2020-' || lpad(({number})::text, 4, '0'))"
    )


CASE = _of("CAS", "n", "p.id")
REVIEW_OF_ONE = """FROM reviews_rapidreview v JOIN records_record r ON r.id = v.record_id"""
KEPT = (
    _sheets("CAS", "case", "Case", "%(cases)s"),
    _sheets("PEO", "people", "People of a case", "%(cases)s", CASE),
    f"""
INSERT INTO reviews_incident (record_id, identities_id, partnership_id, recorded_at, recorded_by)
SELECT {CASE}, {_of("PEO", "n", "p.id")}, p.id, now() - n * interval '9 days', 'The bench'
FROM partnership_partnership p, generate_series(%(cases)s, 1, -1) n
""",
    """
INSERT INTO reviews_account (incident_id, record_id, number, happened_on, became_aware_at, place,
    home_authority, is_death, child_status, abuse, harm, circumstances, parallel, media_interest,
    due_on, is_provisional, workings, rule_version, reason, entered_at, entered_by)
SELECT i.id, i.record_id, 1, i.recorded_at::date - 2, i.recorded_at - interval '1 day', 'in-area',
       '', false, 'none', 'known', 'A fracture', 'What is known so far.', '{}', '',
       i.recorded_at::date + 5, false, '', 'bench', '', i.recorded_at, 'The bench'
FROM reviews_incident i
""",
    """
INSERT INTO reviews_named (record_id, incident_id, seat_id, part, name, reason, named_at, named_by,
    ended_by)
SELECT i.record_id, i.id, substr(key, 6)::bigint, 'caseworker', 'The manager', 'Runs the case.',
       i.recorded_at, 'The bench', ''
FROM reviews_incident i JOIN records_record r ON r.id = i.record_id, unnest(r.audience) key
""",
    """
INSERT INTO reviews_attestation (record_id, person_id, name, reason, attested_at)
SELECT n.record_id, s.person_id, n.name, 'Runs the case.', n.named_at
FROM reviews_named n JOIN partnership_seat s ON s.id = n.seat_id
""",
    _sheets("RAP", "rapid_review", "Review", "%(cases)s", CASE),
    f"""
INSERT INTO reviews_rapidreview (record_id, incident_id, partnership_id, notified_on, aware_on,
    due_on, aware_due_on, is_provisional, workings, rule_version, begun_at, begun_by)
SELECT {_of("RAP", "right(r.reference, 4)::int", "i.partnership_id")}, i.id, i.partnership_id,
       i.recorded_at::date, i.recorded_at::date - 1, i.recorded_at::date + 21,
       i.recorded_at::date + 20, false, '', 'bench', i.recorded_at, 'The bench'
FROM reviews_incident i JOIN records_record r ON r.id = i.record_id
""",
    _sheets(
        "ASK", "agency_request", "Request to an agency", "%(agencies)s", _of("RAP", "1", "p.id")
    ),
    f"""
INSERT INTO reviews_agencyrequest (record_id, review_id, partnership_id, agency_id, words, due_on,
    workings, asked_at, asked_by)
SELECT {_of("ASK", "n", "v.partnership_id")}, v.id, v.partnership_id, a.numbers[n],
       'What did you know?', current_date, '', now(), 'The bench'
{REVIEW_OF_ONE}, generate_series(1, %(agencies)s) n, LATERAL (
    SELECT array_agg(id ORDER BY id) AS numbers FROM partnership_agency a
    WHERE a.partnership_id = v.partnership_id) a
WHERE r.reference = 'RAP-2020-0001'
""",
    """
INSERT INTO reviews_agencysummary (request_id, record_id, review_record_id, agency_id, known,
    analysis, immediate, is_nil, submitted_by, seal, released_by)
SELECT q.id, q.record_id, v.record_id, q.agency_id, 'Known since 2015.', 'Seen too seldom.', '',
       false, '', '', ''
FROM reviews_agencyrequest q JOIN reviews_rapidreview v ON v.id = q.review_id
""",
    """
INSERT INTO reviews_caseperson (record_id, label, part, entered_at, entered_by)
SELECT i.identities_id, 'Child ' || chr(64 + n), 'child', now(), 'The bench'
FROM reviews_incident i JOIN records_record r ON r.id = i.record_id,
     generate_series(1, %(people)s) n
WHERE r.reference = 'CAS-2020-0001'
""",
    """
INSERT INTO reviews_identity (case_person_id, record_id, name, aliases, born_on, nhs_number,
    address, school)
SELECT id, record_id, 'Invented' || id || ' Surname' || id, 'Nick' || id, date '2015-03-04', '',
       id || ' Invented Street', 'Invented School ' || id
FROM reviews_caseperson
""",
    """
INSERT INTO reviews_chronologyevent (summary_id, record_id, happened_on, about_when, what, response,
    theme, child_seen, entered_at, entered_by, removed_by)
SELECT s.request_id, s.record_id, current_date - (n * 3)::int, '',
       'Visit ' || n || ': Invented' || p.first || ' was at home with a grandparent.',
       'The visit was recorded and shared.', t.theme, 'seen', now(), 'The bench', ''
FROM reviews_agencysummary s, LATERAL (SELECT min(case_person_id) AS first FROM reviews_identity) p,
     generate_series(1, %(events)s / %(agencies)s) n,
     LATERAL (SELECT (%(themes)s::text[])[1 + n %% array_length(%(themes)s::text[], 1)] AS theme) t
""",
    """
INSERT INTO reviews_agencydocument (summary_id, record_id, number, title, stored_file_id, sha256,
    kind, size, added_at, added_by, removed_by)
SELECT s.request_id, s.record_id, n, 'Record ' || n, f.id, f.sha256, 'pdf', f.size, now(),
       'The bench', ''
FROM reviews_agencysummary s, generate_series(1, %(documents)s / %(agencies)s) n, LATERAL (
    SELECT id, sha256, size FROM files_storedfile ORDER BY id LIMIT 1) f
""",
    "UPDATE reviews_agencysummary SET submitted_at = now(), submitted_by = 'The bench', seal = 's'",
    "UPDATE reviews_agencysummary SET released_at = now(), released_by = 'The bench'",
)


def facts() -> dict[str, object]:
    """How many of each there are."""
    from sightline.work.reviews.rules.rapid_review import THEMES

    return {
        "cases": CASES,
        "agencies": AGENCIES,
        "events": EVENTS,
        "documents": DOCUMENTS,
        "people": PEOPLE,
        "themes": list(THEMES),
    }
