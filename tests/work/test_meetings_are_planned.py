"""Planning, moving and cancelling meetings (R3.2)."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from builders.trail import told
from builders.world import NOW
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.records.models import Record
from sightline.work.governance import operations
from sightline.work.governance.models import Meeting

TODAY = NOW.date()
SOON = TODAY + timedelta(days=60)


def plan(scene, *, by="business_unit", on=SOON, body="executive", **more):
    given = {"starts_at": time(10), "ends_at": time(12), "venue": "Town Hall", **more}
    return operations.plan_meeting(
        body=scene.partnership.body_set.get(key=body),
        on=on,
        by=scene.actor(by),
        now=NOW,
        **given,
    )


def move(scene, meeting, *, by="business_unit", on=SOON, reason="The hall is flooded", **more):
    given = {"starts_at": time(14), "ends_at": time(15), "venue": "County Hall", **more}
    return operations.move_meeting(
        meeting=meeting, on=on, reason=reason, by=scene.actor(by), now=NOW, **given
    )


def cancel(scene, meeting, *, by="business_unit", reason="Too few could come"):
    return operations.cancel_meeting(meeting=meeting, reason=reason, by=scene.actor(by), now=NOW)


def test_the_business_unit_plans_a_meeting_and_the_trail_says_so(scene):
    planned = plan(scene, on=date(2026, 12, 24))
    assert planned.state == "planned"
    assert planned.record.title == "Safeguarding Partnership Executive: meeting of 24 December 2026"
    assert told(planned.record.reference) == [
        "Planned a meeting of Safeguarding Partnership Executive on 24 December 2026"
    ]


@pytest.mark.parametrize(
    "persona", ["lead_partner", "group_chair", "scrutineer", "agency_lead", "practitioner"]
)
def test_nobody_outside_the_business_unit_plans_a_meeting(scene, persona):
    with pytest.raises(NotAllowed):
        plan(scene, by=persona)
    assert not Meeting.objects.filter(on=SOON).exists()


def test_a_second_meeting_of_a_body_on_one_day_is_refused(scene):
    plan(scene)
    with pytest.raises(RuleBroken, match="meeting on that day already") as refused:
        plan(scene)
    assert refused.value.field == "on"


def test_two_bodies_may_meet_on_one_day(scene):
    first, second = plan(scene), plan(scene, body="masc")
    assert first.record.reference != second.record.reference


def test_a_day_whose_meeting_was_cancelled_is_free_again(scene):
    cancel(scene, plan(scene))
    assert plan(scene).state == "planned"


def test_a_meeting_that_ends_before_it_starts_is_refused(scene):
    with pytest.raises(RuleBroken, match="must end after it starts") as refused:
        plan(scene, starts_at=time(12), ends_at=time(12))
    assert refused.value.field == "ends_at"


def test_a_year_that_is_a_slip_of_typing_is_refused(scene):
    with pytest.raises(RuleBroken, match="Check the year"):
        plan(scene, on=date(226, 12, 1))


def test_a_moved_meeting_keeps_its_reference_and_its_title_tells_the_new_day(scene):
    planned = plan(scene)
    moved = move(scene, planned, on=date(2027, 1, 7))
    record = Record.objects.get(pk=planned.record_id)
    assert (moved.on, moved.starts_at, moved.venue) == (date(2027, 1, 7), time(14), "County Hall")
    assert record.reference == planned.record.reference
    assert record.title == "Safeguarding Partnership Executive: meeting of 7 January 2027"
    assert told(record.reference)[-1] == (
        f"Moved the meeting from {SOON.day} {SOON:%B %Y} to 7 January 2027: The hall is flooded"
    )


def test_a_meeting_is_not_moved_onto_a_day_on_which_its_body_meets(scene):
    plan(scene)
    other = plan(scene, on=SOON + timedelta(days=7))
    with pytest.raises(RuleBroken, match="meeting on that day already"):
        move(scene, other, on=SOON)


def test_a_meeting_may_move_within_its_own_day(scene):
    assert move(scene, plan(scene)).starts_at == time(14)


def test_a_meeting_is_not_moved_without_a_reason(scene):
    with pytest.raises(RuleBroken, match="Say why") as refused:
        move(scene, plan(scene), reason="  ")
    assert refused.value.field == "reason"


def test_a_held_meeting_is_not_moved(scene):
    with pytest.raises(RuleBroken, match="Only a planned meeting"):
        move(scene, scene.meetings["held"])


def test_a_lead_partner_moves_no_meeting(scene):
    planned = plan(scene)
    with pytest.raises(NotAllowed):
        move(scene, planned, by="lead_partner", on=SOON + timedelta(days=1))
    assert Meeting.objects.get(pk=planned.pk).on == SOON


def test_a_cancelled_meeting_says_why(scene):
    planned = plan(scene)
    cancelled = cancel(scene, planned)
    assert (cancelled.state, cancelled.cancelled_reason) == ("cancelled", "Too few could come")
    assert told(planned.record.reference)[-1] == (
        f"Cancelled the meeting of {SOON.day} {SOON:%B %Y}: Too few could come"
    )


def test_a_meeting_is_not_cancelled_without_a_reason(scene):
    with pytest.raises(RuleBroken, match="Say why"):
        cancel(scene, plan(scene), reason="no ")


def test_a_meeting_is_cancelled_once(scene):
    cancelled = cancel(scene, plan(scene))
    with pytest.raises(RuleBroken, match="This meeting is cancelled"):
        cancel(scene, cancelled)


def test_a_meeting_that_was_held_is_not_cancelled(scene):
    with pytest.raises(RuleBroken, match="This meeting is held"):
        cancel(scene, scene.meetings["held"])


def test_the_scrutineer_cancels_no_meeting(scene):
    planned = plan(scene)
    with pytest.raises(NotAllowed):
        cancel(scene, planned, by="scrutineer")
    assert Meeting.objects.get(pk=planned.pk).state == "planned"
