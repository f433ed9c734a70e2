"""Each table that people write: somebody who may does it, and somebody who may not is refused.

From the security design: what the office enters (3), who files (R3.2), who decides a contradiction
(R2.1), who keeps clocks. Both sides are asked, for a policy that lets nobody in protects as badly
as one that lets everybody in: the work is then done around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from builders.world import World
from web.test_the_database_refuses_what_code_never_asks import changed


@dataclass(frozen=True)
class Write:
    """A statement, who may run it with effect, and who may not."""

    what: str
    sql: str
    may: str
    may_not: str


CLOCK = """INSERT INTO duties_runningclock (partnership_id, duty_id, started_on, due_on,
    is_provisional, rule_version, workings, late_reason, entered_at, entered_by)
    SELECT d.partnership_id, d.id, '2026-01-05', '2026-01-12', false, 'x/1', '', '', now(), 'x'
    FROM duties_duty d WHERE d.partnership_id = %(ours)s ORDER BY d.id LIMIT 1"""
STOP = "UPDATE duties_runningclock SET stopped_on = '2026-01-06' WHERE partnership_id = %(ours)s"
DOCUMENT = """INSERT INTO evidence_document (partnership_id, record_id, kind, title, number,
    filed_at, filed_by, withdrawn_reason)
    VALUES (%(ours)s, %(held)s, 'paper', 'x', 77, now(), 'x', '')"""
WITHDRAW = "UPDATE evidence_document SET title = 'x' WHERE record_id = %(held)s"
VERSION = """INSERT INTO evidence_documentversion (document_id, record_id, number, stored_file_id,
    filename, filed_at, filed_by, is_current)
    SELECT document_id, record_id, 77, stored_file_id, 'x', now(), 'x', false
    FROM evidence_documentversion WHERE record_id = %(held)s LIMIT 1"""
RENAME = "UPDATE evidence_documentversion SET filename = 'x' WHERE record_id = %(held)s"
FILE = """INSERT INTO files_storedfile (sha256, size, kind, media_type, original_name, uploaded_at,
    uploaded_by, uploaded_by_person_id, scan)
    VALUES (repeat('0', 64), 1, 'txt', 'text/plain', 'x', now(), 'x', %(chair)s, 'not-scanned')"""
MEETING = """INSERT INTO governance_meeting (record_id, partnership_id, body_id, "on", venue, state,
    chair_name, held_recorded_by, cancelled_reason, version)
    SELECT r.id, r.partnership_id, r.body_id, '2031-01-06', '', 'planned', '', '', '', 1
    FROM records_record r WHERE r.id = %(free)s"""
REPORT = """INSERT INTO governance_reportreceived (meeting_id, record_id, source_key, source_name,
    received_at, received_by) SELECT id, record_id, 'x', 'x', now(), 'x'
    FROM governance_meeting WHERE record_id = %(held)s"""
DECIDE = """INSERT INTO partnership_contradictiondecision (partnership_id, contradiction_key,
    reading_key, decided_on, decided_by, reason, entered_at, entered_by)
    VALUES (%(ours)s, 'x', 'x', '2026-01-05', 'x', 'x', now(), 'x')"""
REDECIDE = """UPDATE partnership_contradictiondecision SET withdrawn_at = now()
    WHERE partnership_id = %(ours)s"""
DAY = """INSERT INTO partnership_oneoffday (partnership_id, day, name, entered_at, entered_by)
    VALUES (%(ours)s, '2031-05-05', 'x', now(), 'x')"""
MESSAGE = """INSERT INTO outbox_message (id, notice, facts, to_email, about, key, queued_at,
    next_attempt_at) VALUES (gen_random_uuid(), 'x', '{}', 'x@x.example', '', 'x', now(), now())"""

WRITES = [
    Write("a clock is started", CLOCK, "panel_administrator", "group_chair"),
    Write("a clock is stopped", STOP, "business_unit", "lead_partner"),
    Write("a document is filed", DOCUMENT, "group_chair", "group_member"),
    Write("a document is withdrawn", WITHDRAW, "business_unit", "group_member"),
    Write("a version is filed", VERSION, "business_manager", "school_lead"),
    Write("a version is changed", RENAME, "scrutineer", "group_member"),
    Write("a file is stored by its uploader", FILE, "group_chair", "business_manager"),
    Write("a meeting is planned", MEETING, "business_unit", "group_chair"),
    Write("a report is received", REPORT, "business_manager", "group_chair"),
    Write("a contradiction is decided", DECIDE, "lead_partner", "business_unit"),
    Write("a decision is replaced", REDECIDE, "business_manager", "scrutineer"),
    Write("a day is declared", DAY, "business_manager", "lead_partner"),
    # anybody's change may tell somebody; that nobody reads a message is asked below
    Write("a message is queued", MESSAGE, "practitioner", ""),
]


@pytest.fixture
def values(world: World) -> dict[str, object]:
    taken = set(type(world.meetings["held"]).objects.values_list("record_id", flat=True))
    records = type(world.record("held")).objects
    free = records.filter(body=world.meetings["held"].body).exclude(pk__in=taken)
    return {
        "ours": world.partnership.pk,
        "held": world.meetings["held"].record_id,
        "chair": world.people["group_chair"].pk,
        "free": free.order_by("pk").values_list("pk", flat=True).first(),
    }


@pytest.mark.parametrize("write", WRITES, ids=lambda one: one.what)
def test_is_done_by_who_may_and_by_nobody_else(
    world: World, values: dict[str, object], write: Write
) -> None:
    assert changed(world.tokens[write.may], write.sql, values) > 0, f"{write.may} may"
    if write.may_not:
        assert changed(world.tokens[write.may_not], write.sql, values) <= 0, write.may_not
    assert changed("", write.sql, values) <= 0 or not write.may_not, "nobody signed in"


def test_who_uploaded_a_file_sees_it_before_it_is_filed(
    world: World, values: dict[str, object]
) -> None:
    from django.db import connection, transaction

    from sightline.foundation.files.models import StoredFile
    from web.test_policy_and_database_give_the_same_rows import as_web

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(FILE, values)
        with as_web(world.tokens["group_chair"]):
            assert StoredFile.objects.filter(original_name="x").exists()
        with as_web(world.tokens["business_manager"]):
            assert not StoredFile.objects.filter(original_name="x").exists()
        transaction.set_rollback(True)
