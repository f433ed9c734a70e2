"""What lies ahead of every body: days asked for, proposed, moved, confirmed; what is bound (R3.2).

The days are counted by hand from calendars of 2026 and 2027.
"""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from builders.trail import told
from builders.world import NOW
from sightline.foundation.calendar import calendar_for, period_of
from sightline.foundation.diary.models import Occasion
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.partnership.rules.arrangement import CadenceStage
from sightline.registers.records import operations as records
from sightline.work.governance import operations
from sightline.work.governance.models import Meeting, Request
from sightline.work.governance.queries import forward
from sightline.work.governance.rules.forward import Slot, meeting_for, propose, remarks

FRIDAY = date(2026, 11, 27)
CALENDAR = calendar_for(FRIDAY)
SIX_WEEKS = CadenceStage(every={"n": 6, "unit": "weeks"}, printed="six weekly")
QUARTERLY = CadenceStage(times={"n": 1, "per": "quarter"}, printed="quarterly")
TWICE = CadenceStage(times={"n": 2, "per": "year"}, printed="twice a year")


def asked(stages, met=(), *, today=FRIDAY, until=date(2027, 3, 31)):
    found = propose(stages, met, today=today, until=until, calendar=CALENDAR, period_of=period_of)
    return [one.on for one in found]


def test_six_weeks_after_the_last_meeting_and_so_on():
    assert asked([SIX_WEEKS], [date(2026, 11, 18)]) == [
        date(2026, 12, 30),
        date(2027, 2, 10),
        date(2027, 3, 24),
    ]


def test_six_weeks_that_end_on_christmas_day_are_kept_the_day_before():
    assert asked([SIX_WEEKS], [date(2026, 11, 13)])[0] == date(2026, 12, 24)


def test_a_meeting_planned_in_time_is_counted_from():
    assert asked([SIX_WEEKS], [date(2026, 11, 18), date(2026, 12, 16)]) == [
        date(2027, 1, 27),
        date(2027, 3, 10),
    ]


def test_what_is_overdue_is_asked_for_on_the_next_working_day():
    # 27 November is a Friday; the six weeks ran out on the 4th
    assert asked([SIX_WEEKS], [date(2026, 9, 23)])[0] == date(2026, 11, 30)
    assert asked([SIX_WEEKS], [date(2026, 9, 23), date(2026, 11, 30)])[0] == date(2027, 1, 11)


def test_one_a_quarter_falls_in_the_middle_of_what_is_left_of_it():
    # 17 days on from 27 November; 45 on from 31 December is a Sunday
    assert asked([QUARTERLY]) == [date(2026, 12, 14), date(2027, 2, 15)]


def test_a_quarter_with_its_meeting_asks_for_none():
    assert asked([QUARTERLY], [date(2026, 10, 7), date(2027, 3, 2)]) == []


def test_a_quarter_that_the_plan_does_not_reach_the_end_of_is_left_alone():
    assert asked([QUARTERLY], [date(2026, 10, 7)], until=date(2027, 3, 30)) == []


def test_the_second_of_two_a_year_keeps_its_distance_from_the_first():
    # 10 February and 162 days is Thursday 22 July
    days = asked([TWICE], [date(2027, 2, 10)], today=date(2026, 12, 31), until=date(2027, 12, 31))
    assert days == [date(2027, 7, 22)]


def test_stages_follow_one_another():
    """Six-weekly at first, then quarterly (R3.1)."""
    first = CadenceStage(
        every={"n": 6, "unit": "weeks"}, printed="six weekly", to=date(2026, 12, 31)
    )
    then = CadenceStage(
        **{"from": date(2027, 1, 1)}, times={"n": 1, "per": "quarter"}, printed="quarterly"
    )
    assert asked([first, then], [date(2026, 11, 18)]) == [date(2026, 12, 30), date(2027, 2, 15)]


def test_without_a_frequency_in_print_no_day_is_asked_for():
    assert asked([], [date(2026, 11, 18)]) == []


def slot(body, on, at=None, to=None, people=()):
    return Slot(body, on, at, to, frozenset(people))


def test_what_speaks_against_a_day():
    easter_monday, saturday = date(2027, 3, 29), date(2027, 2, 6)
    assert remarks(slot("A", easter_monday), [], CALENDAR) == ["Bank holiday: Easter Monday"]
    assert remarks(slot("A", saturday), [], CALENDAR) == ["A Saturday"]
    mine = slot("A", FRIDAY, time(10), time(12), {1, 2, 3})
    others = [
        mine,
        slot("B", FRIDAY, time(11), time(13), {2, 3}),
        slot("C", FRIDAY, time(12), time(13), {3}),
        slot("D", FRIDAY + timedelta(days=3), time(10), time(12), {1}),
        slot("E", FRIDAY, None, None),
    ]
    assert remarks(mine, others, CALENDAR) == [
        "Same time as B; 2 people sit on both",
        "Same day as C; 1 person sits on both",
        "Same day as E",
    ]


def test_the_last_meeting_in_time_deals_with_a_duty():
    days = [date(2027, 1, 12), date(2027, 3, 9)]
    assert meeting_for(date(2027, 3, 9), days, FRIDAY) == date(2027, 3, 9)
    assert meeting_for(date(2027, 3, 8), days, FRIDAY) == date(2027, 1, 12)
    assert meeting_for(date(2027, 1, 11), days, FRIDAY) is None
    assert meeting_for(date(2026, 11, 1), days, FRIDAY) == date(2027, 1, 12)  # overdue: the next


# what is entered

TODAY = NOW.date()
SOON = TODAY + timedelta(days=60)


def body(scene, key="executive"):
    return scene.partnership.body_set.get(key=key)


def proposed(scene, *days, by="business_unit", key="executive"):
    return operations.propose_meetings(
        days=[(body(scene, key), day) for day in days], by=scene.actor(by), now=NOW
    )


def test_a_proposed_day_stands_in_nobodys_diary_until_it_is_confirmed(scene):
    (made,) = proposed(scene, SOON)
    key = f"meeting:{made.record.reference}"
    assert made.state == "proposed"
    assert not Occasion.objects.filter(key=key).exists()
    operations.follow_seats(partnership=scene.partnership, today=TODAY, now=NOW)
    assert not Occasion.objects.filter(key=key).exists()
    count = operations.confirm_meetings(meetings=[made], by=scene.actor("business_unit"), now=NOW)
    assert count == 1
    assert Meeting.objects.get(pk=made.pk).state == "planned"
    assert Occasion.objects.filter(key=key).exists()
    assert told(made.record.reference) == [
        f"Proposed a meeting of Safeguarding Partnership Executive on {SOON.day} {SOON:%B %Y}",
        f"Confirmed the meeting of {SOON.day} {SOON:%B %Y}",
    ]


def test_confirmed_twice_is_confirmed_once(scene):
    made = proposed(scene, SOON)
    by = scene.actor("business_unit")
    assert operations.confirm_meetings(meetings=made, by=by, now=NOW) == 1
    assert operations.confirm_meetings(meetings=made, by=by, now=NOW) == 0


def test_one_day_that_is_taken_undoes_them_all(scene):
    proposed(scene, SOON)
    before = Meeting.objects.count()
    with pytest.raises(RuleBroken, match=r"Safeguarding Partnership Executive.*on that day"):
        proposed(scene, SOON + timedelta(days=7), SOON)
    assert Meeting.objects.count() == before


def test_a_proposed_day_takes_the_usual_hours_and_place(scene):
    operations.plan_meeting(
        body=body(scene), on=SOON, starts_at=time(9, 30), ends_at=time(11), venue="Town Hall",
        by=scene.actor("business_unit"), now=NOW,
    )  # fmt: skip
    (made,) = proposed(scene, SOON + timedelta(days=42))
    assert (made.starts_at, made.ends_at, made.venue) == (time(9, 30), time(11), "Town Hall")


@pytest.mark.parametrize("persona", ["lead_partner", "group_chair", "scrutineer", "agency_lead"])
def test_nobody_else_proposes_or_confirms(scene, persona):
    with pytest.raises(NotAllowed):
        proposed(scene, SOON, by=persona)
    made = proposed(scene, SOON)
    with pytest.raises(NotAllowed):
        operations.confirm_meetings(meetings=made, by=scene.actor(persona), now=NOW)


def test_a_proposed_meeting_that_is_dropped_tells_nobody(scene):
    (made,) = proposed(scene, SOON)
    operations.cancel_meeting(
        meeting=made, reason="Too near to Easter", by=scene.actor("business_unit"), now=NOW
    )
    assert not Occasion.objects.filter(key=f"meeting:{made.record.reference}").exists()


def test_a_meeting_that_was_moved_remembers_its_first_day(scene):
    by = scene.actor("business_unit")
    made = operations.plan_meeting(
        body=body(scene), on=SOON, starts_at=None, ends_at=None, venue="", by=by, now=NOW
    )
    for days in (7, 14):
        made = operations.move_meeting(
            meeting=made, on=SOON + timedelta(days=days), starts_at=None, ends_at=None, venue="",
            reason="The hall is flooded", by=by, now=NOW,
        )  # fmt: skip
    assert made.first_on == SOON


def plan_of(scene, persona="business_manager", keys=("executive",), days=400):
    return forward.forward_plan(
        scene.actor(persona),
        NOW,
        TODAY,
        until=TODAY + timedelta(days=days),
        bodies=[body(scene, key) for key in keys],
    )


def test_days_are_asked_for_until_they_are_planned(scene):
    first = plan_of(scene).asked
    assert first
    proposed(scene, *[one.proposal.on for one in first])
    assert plan_of(scene).asked == []


def test_a_body_without_a_frequency_is_named_and_asked_for_nothing(scene):
    plan = plan_of(scene, keys=("practice-group",))
    assert [one.key for one in plan.without_frequency] == ["practice-group"]
    assert plan.asked == []


def test_only_those_who_plan_are_told_which_days_are_asked_for(scene):
    assert plan_of(scene, "scrutineer").asked == []


def test_an_accepted_request_is_bound_for_its_meeting(scene):
    by = scene.actor("business_manager")
    meeting = operations.plan_meeting(
        body=body(scene), on=SOON, starts_at=None, ends_at=None, venue="", by=by, now=NOW
    )
    asked_for = operations.make_request(
        body=body(scene), kind="concern", for_body=body(scene, "practice-group"),
        subject="Waiting times", words="They have doubled since spring, and nobody has a plan.",
        by=scene.actor("group_chair"), now=NOW,
    )  # fmt: skip
    Request.objects.filter(pk=asked_for.pk).update(state="accepted", meeting=meeting)
    row = next(one for one in plan_of(scene).coming if one.meeting.pk == meeting.pk)
    assert [one.words for one in row.bound if one.kind == "Request"] == [
        "Concern escalated: Waiting times"
    ]


def test_reports_that_the_arrangements_name_are_bound_for_the_executive(scene):
    """Five groups report to the Executive (R3.3)."""
    (made,) = proposed(scene, SOON)
    row = next(one for one in plan_of(scene).coming if one.meeting.pk == made.pk)
    (names,) = [one.words for one in row.bound if one.kind == "Reports expected"]
    for words in ("Learning", "Practice", "Vulnerable", "Effectiveness", "Overview Panel"):
        assert words in names


def test_a_meeting_out_of_sight_is_in_no_plan(scene):
    (made,) = proposed(scene, SOON)
    partner = scene.actor("lead_partner")

    def seen(persona):
        return made.pk in [one.meeting.pk for one in plan_of(scene, persona).coming]

    assert seen("lead_partner")
    records.declare_interest(record=made.record, nature="My sister", by=partner, now=NOW)
    assert not seen("lead_partner")
    assert seen("business_manager")
