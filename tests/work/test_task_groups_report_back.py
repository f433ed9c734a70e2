"""A body sets up a task and finish group with a purpose, members and an end; it reports back, and
the body sees when it is late (R3.6). Whoever takes a chair finds what is open (R3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction

from builders import partnership as made
from builders.governing import grouped
from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.partnership import operations as partnership
from sightline.registers.partnership.models import Body
from sightline.work.governance import operations as governance
from sightline.work.governance.models import TaskGroup
from sightline.work.governance.rules.task_groups import check_end, state_of

TODAY = NOW.date()
REPORT = "The toolkit is written. It asks the group to pilot it in two teams."


@pytest.fixture
def fresh(world: World) -> Iterator[World]:
    """The world, with whatever the test changes undone."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def practice(world: World) -> Body:
    return world.partnership.body_set.get(key="practice-group")


def test_its_lead_reports_back_though_they_sit_at_no_table(fresh: World) -> None:
    group = grouped(fresh, "group_chair", practice(fresh))
    path = f"/task-groups/{group.record.reference}"
    lead = Visitor(token=fresh.tokens["agency_lead"])
    assert "Report back" in lead.get(path)
    lead.post(f"{path}/report", {"report": REPORT}, status=302)
    assert REPORT in Visitor(token=fresh.tokens["group_chair"]).get(path)
    assert group.record.reference in lead.get("/task-groups?show=ended")


def test_a_late_one_is_shown_to_the_body_that_set_it_up(fresh: World) -> None:
    group = grouped(fresh, "group_chair", practice(fresh))
    TaskGroup.objects.filter(pk=group.pk).update(ends_on=TODAY - timedelta(days=1))
    member = Visitor(token=fresh.tokens["group_member"])
    assert "Report overdue" in member.get("/bodies/practice-group")
    assert "Report overdue" in member.get("/task-groups")
    chair = Visitor(token=fresh.tokens["group_chair"])
    assert "Overdue</strong>" in chair.get("/bodies/practice-group/handover")


@pytest.mark.parametrize(
    ("ends_on", "word"),
    [
        (date(2026, 5, 31), "Report overdue"),
        (date(2026, 6, 1), "Ends soon"),  # the day itself is in time
        (date(2026, 6, 29), "Ends soon"),
        (date(2026, 6, 30), "Running"),
    ],
)
def test_it_is_late_from_the_day_after_its_end(ends_on: date, word: str) -> None:
    assert state_of(has_reported=False, ends_on=ends_on, today=date(2026, 6, 1))[0] == word


def test_more_time_needs_a_reason_and_stays_visible(fresh: World) -> None:
    group = grouped(fresh, "group_chair", practice(fresh))
    for reason, days in (("", 90), ("Two schools have yet to answer", 30)):
        with pytest.raises(RuleBroken):
            governance.extend_task_group(
                group=group, ends_on=TODAY + timedelta(days=days), reason=reason,
                by=fresh.actor("group_chair"), now=NOW,
            )  # fmt: skip
    later = governance.extend_task_group(
        group=group, ends_on=TODAY + timedelta(days=90), reason="Two schools have yet to answer",
        by=fresh.actor("group_chair"), now=NOW,
    )  # fmt: skip
    assert (later.times_extended, later.first_ends_on) == (1, TODAY + timedelta(days=60))


def test_a_chair_sets_up_groups_of_their_own_body_alone(fresh: World) -> None:
    other = fresh.partnership.body_set.get(key="vulnerable-group")
    with pytest.raises(NotAllowed):
        grouped(fresh, "group_chair", other)
    page = Visitor(token=fresh.tokens["group_chair"]).get("/task-groups/set-up")
    assert 'value="practice-group"' in page
    assert 'value="vulnerable-group"' not in page


@pytest.mark.parametrize("persona", ["group_member", "lead_partner"])
def test_who_neither_leads_nor_chairs_it(fresh: World, persona: str) -> None:
    """A member may not report for it; a lead partner, who oversees the body, may."""
    group = grouped(fresh, "group_chair", practice(fresh))
    by = fresh.actor(persona)
    if persona == "group_member":
        with pytest.raises(NotAllowed):
            governance.report_back(group=group, report=REPORT, by=by, now=NOW)
    else:
        assert governance.report_back(group=group, report=REPORT, by=by, now=NOW).report


@pytest.mark.parametrize("days", [0, -1, 732])
def test_an_end_lies_ahead_and_within_two_years(days: int) -> None:
    with pytest.raises(RuleBroken):
        check_end(ends_on=TODAY + timedelta(days=days), today=TODAY)


def test_what_has_ended_reports_once(fresh: World) -> None:
    group = grouped(fresh, "group_chair", practice(fresh))
    by = fresh.actor("group_chair")
    governance.report_back(group=group, report=REPORT, by=by, now=NOW)
    with pytest.raises(RuleBroken):
        governance.report_back(group=group, report=REPORT, by=by, now=NOW)


def test_the_next_chair_finds_whose_turn_it_is_and_what_is_vacant(fresh: World) -> None:
    """Wakefield's three lead partners chair in turn; the council left nine days ago."""
    page = Visitor(token=fresh.tokens["lead_partner"]).get("/bodies/executive/handover")
    assert "Next turn" in page
    assert "nobody has held it yet" in page
    seat = made.appointed(fresh.partnership, "executive-lead-council")
    partnership.end_seat(
        seat=seat, reason="Left the service", by=made.BY, now=NOW, at=NOW - timedelta(days=9)
    )
    again = Visitor(token=fresh.tokens["lead_partner"]).get("/bodies/executive/handover")
    assert "9 days" in again
    assert "executive-lead" not in again  # names, never keys


def test_a_group_whose_chair_does_not_rotate_says_nothing_of_turns(fresh: World) -> None:
    page = Visitor(token=fresh.tokens["group_chair"]).get("/bodies/practice-group/handover")
    assert "Next turn" not in page
