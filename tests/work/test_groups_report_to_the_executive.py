"""A group's chair writes a report whose facts are drawn from the records; the business manager puts
it before the Executive's next meeting; the duty is told once that is held (R3.3)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta

import docx
import pikepdf
import pytest
from django.db import transaction

from builders import partnership as made
from builders.acting import acted
from builders.governing import grouped
from builders.world import NOW, World, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.duties.models import Fulfilment
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.partnership.models import Body
from sightline.registers.records import operations as records
from sightline.registers.records.queries import visible_to
from sightline.work.governance import operations as governance
from sightline.work.governance.models import AgendaItem, GroupReport, Meeting
from sightline.work.governance.rules.reports import begins_on

TODAY = NOW.date()
WORDS = "We looked at two reviews and found the same gap in both."


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def practice(world: World) -> Body:
    return world.partnership.body_set.get(key="practice-group")


def submitted(world: World) -> GroupReport:
    return governance.submit_report(
        report=world.works["report ours"], by=world.actor("group_chair"), now=NOW
    )


def test_the_way_of_a_report_from_its_chair_to_the_meeting(fresh: World) -> None:
    report = fresh.works["report ours"]
    path, meeting = f"/reports/{report.record.reference}", fresh.meetings["planned"]
    chair = Visitor(token=fresh.tokens["group_chair"])
    chair.post(f"{path}/write", {"words": WORDS, "asks": "A decision on audits."}, status=302)
    chair.post(f"{path}/submit", {}, status=302)
    office = Visitor(token=fresh.tokens["business_manager"])
    office.post(f"{path}/pass-on", {"meeting": str(meeting.pk)}, status=302)
    lead = Visitor(token=fresh.tokens["lead_partner"])
    assert WORDS in lead.get(path)
    assert "Report of Child Safeguarding Practice Group" in lead.get(
        f"/meetings/{meeting.record.reference}"
    )
    version = DocumentVersion.objects.get(filename=f"{report.record.reference}.pdf")
    assert version.record_id == meeting.record_id


def test_the_facts_are_those_of_the_records(fresh: World) -> None:
    """A meeting held thirty days ago, and a group set up now."""
    grouped(fresh, "group_chair", practice(fresh), name="Audit of strategy meetings")
    report = submitted(fresh)
    held = Meeting.objects.filter(
        body=practice(fresh), state="held", on__gt=report.since_on, on__lte=TODAY
    )
    assert len(report.facts["meetings"]) == held.count() > 0
    assert "Audit of strategy meetings" in [row[0] for row in report.facts["groups"]]
    assert report.facts["duties"]
    assert all(len(row) == 3 for row in report.facts["duties"])


def test_submitted_facts_stay_as_they_stood(fresh: World) -> None:
    report = submitted(fresh)
    grouped(fresh, "group_chair", practice(fresh), name="Set up afterwards")
    page = Visitor(token=fresh.tokens["group_chair"]).get(f"/reports/{report.record.reference}")
    assert "Set up afterwards" not in page


def test_the_duty_is_told_when_the_meeting_is_held(fresh: World) -> None:
    meeting = fresh.meetings["planned"]
    governance.pass_report_on(
        report=submitted(fresh), meeting=meeting, by=fresh.actor("business_manager"), now=NOW
    )
    told = Fulfilment.objects.filter(record=meeting.record, kind="report-received")
    assert not told.exists()
    Meeting.objects.filter(pk=meeting.pk).update(on=TODAY)
    from sightline.work.governance.models import Attendance
    from sightline.work.governance.queries import moment_of, register_of

    meeting.refresh_from_db()
    rows = [row for row in register_of(meeting, moment_of(meeting)) if row.seat]
    governance.record_attendance(
        meeting=meeting,
        filled=[governance.PlaceFilled(r.place, r.seat, Attendance.How.ATTENDED, r.name)
                for r in rows],
        by=fresh.actor("business_manager"), now=NOW,
    )  # fmt: skip
    governance.hold_meeting(
        meeting=meeting, chaired_by=None, chair_name="Ann", by=fresh.actor("business_manager"),
        now=NOW, today=TODAY,
    )  # fmt: skip
    assert [(one.body_key, one.source_key) for one in told] == [("executive", "practice-group")]


def test_word_and_pdf_say_the_same(fresh: World) -> None:
    report = submitted(fresh)
    chair = Visitor(token=fresh.tokens["group_chair"])
    path = f"/reports/{report.record.reference}/file"
    paper = chair.ask("get", f"{path}.docx")
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(paper.content)).paragraphs)
    assert report.words in text
    assert report.asks in text
    book = chair.ask("get", f"{path}.pdf")
    assert report.record.reference in book["Content-Disposition"]
    with pikepdf.open(io.BytesIO(book.content)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.docinfo["/Title"]) == "Report of Child Safeguarding Practice Group"


def test_before_it_is_passed_on_the_executive_does_not_read_it(fresh: World) -> None:
    report = submitted(fresh)
    lead = fresh.actor("lead_partner")
    assert not visible_to(lead, NOW).filter(pk=report.record_id).exists()


def test_only_its_chair_and_the_office_write_it(fresh: World) -> None:
    with pytest.raises(NotAllowed):
        governance.write_report(
            report=fresh.works["report ours"], words=WORDS, asks="", by=fresh.actor("scrutineer"),
            now=NOW,
        )  # fmt: skip


def test_a_report_in_which_the_chair_says_nothing_is_not_submitted(fresh: World) -> None:
    chair = fresh.actor("group_chair")
    empty = governance.write_report(
        report=fresh.works["report ours"], words=" ", asks="", by=chair, now=NOW
    )
    with pytest.raises(RuleBroken) as refused:
        governance.submit_report(report=empty, by=chair, now=NOW)
    assert refused.value.field == "words"


def test_given_back_it_is_written_on_and_passed_on_it_stays(fresh: World) -> None:
    report, office = submitted(fresh), fresh.actor("business_manager")
    governance.give_report_back(report=report, by=office, now=NOW)
    again = submitted(fresh)
    governance.pass_report_on(report=again, meeting=fresh.meetings["planned"], by=office, now=NOW)
    with pytest.raises(RuleBroken):
        governance.give_report_back(report=again, by=office, now=NOW)


def test_it_goes_to_a_meeting_of_the_body_above_and_to_no_other(fresh: World) -> None:
    with pytest.raises(RuleBroken):
        governance.pass_report_on(
            report=submitted(fresh), meeting=fresh.meetings["held"],
            by=fresh.actor("business_manager"), now=NOW,
        )  # fmt: skip


def test_a_report_is_about_the_time_since_the_last_or_three_months() -> None:
    assert begins_on(None, date(2026, 5, 31)) == date(2026, 2, 28)
    assert begins_on(date(2026, 4, 1), date(2026, 5, 31)) == date(2026, 4, 1)


def test_a_body_has_one_draft_at_a_time(fresh: World) -> None:
    with pytest.raises(RuleBroken):
        governance.begin_report(
            body=practice(fresh), by=fresh.actor("group_chair"), now=NOW + timedelta(days=1)
        )


def told_in(report: GroupReport, name: str) -> str:
    return " ".join(cell for row in report.facts[name] for cell in row)


def as_the_chair_submits(world: World) -> GroupReport:
    """Submitted in a browser, so as the database answers a chair."""
    report = world.works["report ours"]
    chair = Visitor(token=world.tokens["group_chair"])
    path = f"/reports/{report.record.reference}"
    chair.post(f"{path}/write", {"words": WORDS, "asks": ""}, status=302)
    chair.post(f"{path}/submit", {}, status=302)
    report.refresh_from_db()
    return report


def test_an_action_that_the_executive_sees_is_told_and_one_closely_held_is_counted(
    fresh: World,
) -> None:
    """The world has two actions of this group from records closely held: one made a difference."""
    office = "business_manager"
    acted(fresh, office, practice(fresh), what="Ask each school for its figures")
    acted(fresh, office, practice(fresh), what="Write down how we refer",
          due_on=TODAY - timedelta(days=3))  # fmt: skip
    report = as_the_chair_submits(fresh)
    told = told_in(report, "actions")
    assert "Ask each school for its figures" in told
    assert [row[3] for row in report.facts["actions"] if row[0] == "Write down how we refer"] == [
        "Overdue"
    ]
    for name in ("action ours", "action conflicted"):
        assert canary(f"what {name}") not in told
    counts = dict(report.facts["action_counts"])
    assert counts["Overdue"] == "1"
    assert counts["Completed in this period"] == "1"
    assert counts["Found to have made a difference"] == "1"
    assert "Not listed below" in counts


def decided(world: World, words: str, meant_for: str = "meeting") -> AgendaItem:
    """A decision of the group at a meeting held ten days ago."""
    on = TODAY - timedelta(days=10)
    meeting = Meeting.objects.filter(body=practice(world), on=on).first()
    if meeting is None:
        meeting = governance.plan_meeting(
            body=practice(world), on=on, starts_at=None, ends_at=None, venue="", by=made.BY, now=NOW
        )
    item = governance.add_item(
        meeting=meeting, title="Audits", purpose="decide", takes=10, presenter="", note="",
        meant_for=meant_for, by=made.BY, now=NOW,
    )  # fmt: skip
    governance.record_decision(
        item=item, words=words, reasons="The last two found the same gap.", options="", dissent="",
        stances={}, by=made.BY, now=NOW, today=meeting.on,
    )  # fmt: skip
    return item


def test_decisions_of_the_period_are_told_and_those_for_few_are_counted(fresh: World) -> None:
    decided(fresh, "Audit strategy meetings each quarter.")
    decided(fresh, "Ask the partners for money.", "members")
    kept = decided(fresh, "Ask the hospital for an answer.")
    records.declare_interest(
        record=kept.record, nature="My sister works there", by=fresh.actor("group_member"), now=NOW
    )
    report = as_the_chair_submits(fresh)
    told = told_in(report, "decisions")
    assert "Audit strategy meetings each quarter." in told
    assert "Ask the partners for money." not in told
    assert "Ask the hospital for an answer." not in told
    assert "Not told here: 2" in told


def test_the_next_chair_reads_what_was_decided(fresh: World) -> None:
    decided(fresh, "Audit strategy meetings each quarter.")
    kept = decided(fresh, "Ask the hospital for an answer.")
    chair = Visitor(token=fresh.tokens["group_chair"])
    page = chair.get("/bodies/practice-group/handover")
    assert "Audit strategy meetings each quarter." in page
    assert "Ask the hospital for an answer." in page
    records.declare_interest(
        record=kept.record, nature="My sister works there", by=fresh.actor("group_chair"), now=NOW
    )
    page = chair.get("/bodies/practice-group/handover")
    assert "Audit strategy meetings each quarter." in page
    assert "Ask the hospital for an answer." not in page
