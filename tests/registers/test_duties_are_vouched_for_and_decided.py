"""What people enter about duties: evidence, decisions, clocks; each told in the trail."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from builders.trail import told
from builders.world import NOW
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.registers.duties import operations, queries
from sightline.registers.duties.models import Dispensation, Duty, Fulfilment, RunningClock

TODAY = NOW.date()
LONDON = ZoneInfo("Europe/London")


def duty(scene, key):
    return Duty.objects.get(partnership=scene.partnership, key=key)


def register(scene, as_at=TODAY):
    return queries.register_as_at(scene.partnership.pk, as_at, today=max(TODAY, as_at))


def state(scene, key):
    return register(scene).state(key)


def attest(scene, key="peer-review-arranged", *, by="business_manager", **more):
    given = {"on": TODAY, "words": "A neighbouring partnership was asked", "link": "", "now": NOW}
    return operations.attest(duty=duty(scene, key), by=scene.actor(by), **(given | more))


def part(scene, key, chosen):
    return next(each.part for each in queries.parts_of(register(scene), key) if each.key == chosen)


def withdraw(scene, entry, *, by="business_manager", reason="Entered for the wrong duty"):
    operations.withdraw_entry(entry=entry, reason=reason, by=scene.actor(by), now=NOW)


def dispense(scene, key="masc-meets", *, by="business_manager", **more):
    given = {
        "starts_on": TODAY - timedelta(days=3),
        "ends_on": TODAY + timedelta(days=30),
        "reason": "The forum is being formed anew",
        "decided_by": "the Executive",
        "decided_on": TODAY,
        "now": NOW,
    }
    return operations.dispense(duty=duty(scene, key), by=scene.actor(by), **(given | more))


def start(scene, key="incident-notified", *, on=TODAY, by="business_manager", now=NOW):
    return operations.start_clock(
        register=register(scene), key=key, started_on=on, by=scene.actor(by), now=now
    )


def stop(scene, clock, *, on=TODAY, late_reason="", by="business_manager"):
    operations.stop_clock(clock=clock, on=on, late_reason=late_reason, by=scene.actor(by), now=NOW)


# Evidence


def test_evidence_a_person_vouches_for_counts_and_is_told(scene):
    assert state(scene, "peer-review-arranged").code == "not-evidenced"
    entry = attest(scene)
    assert state(scene, "peer-review-arranged").last_done == TODAY
    assert (entry.is_attested, entry.entered_by) == (True, scene.actor("business_manager").name)
    (line,) = told("duty:peer-review-arranged")
    assert f"{TODAY.day} {TODAY:%B %Y}" in line


@pytest.mark.parametrize("persona", ["lead_partner", "agency_lead", "practitioner"])
def test_those_who_keep_no_evidence_vouch_for_none(scene, persona):
    before = Fulfilment.objects.count()
    with pytest.raises(NotAllowed):
        attest(scene, by=persona)
    assert Fulfilment.objects.count() == before


def test_what_has_not_happened_yet_is_no_evidence(scene):
    with pytest.raises(RuleBroken, match="future") as refused:
        attest(scene, on=TODAY + timedelta(days=1))
    assert refused.value.field == "on"


def test_just_after_midnight_in_summer_today_is_todays_day_in_london(scene):
    now = datetime(2026, 7, 1, 0, 30, tzinfo=LONDON)  # 30 June, 23:30 in universal time
    assert attest(scene, on=date(2026, 7, 1), now=now).on == date(2026, 7, 1)
    made = dispense(
        scene,
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 7, 9),
        decided_on=date(2026, 7, 1),
        now=now,
    )
    assert made.decided_on == date(2026, 7, 1)


def test_evidence_says_what_was_done(scene):
    with pytest.raises(RuleBroken, match="Say what was done"):
        attest(scene, words="Done.")


def test_evidence_for_one_members_quota_counts_for_that_member_alone(scene):
    chosen = part(scene, "visits-by-members", "executive-lead-police")
    entry = attest(scene, "visits-by-members", part=chosen)
    assert entry.place_key == "executive-lead-police"
    running = state(scene, "visits-by-members").periods[-1]
    assert running.start <= TODAY <= running.end
    police = scene.seat("lead_partner").place.name
    assert not any(police in each for each in running.missing)
    assert running.missing


def test_a_step_of_a_chain_counts_for_the_chain(scene):
    before = state(scene, "annual-report-approved")
    attest(
        scene,
        "annual-report-approved",
        part=part(scene, "annual-report-approved", "agree"),
    )
    after = state(scene, "annual-report-approved")
    assert before.arithmetic != after.arithmetic
    assert Fulfilment.objects.filter(
        kind="approval-given", document_key="annual-report", topic="agree"
    ).exists()


def test_each_required_content_is_vouched_for_by_itself(scene):
    offered = queries.parts_of(register(scene), "threshold-content")
    assert state(scene, "threshold-content").code != "met"
    for each in offered[:-1]:
        attest(scene, "threshold-content", part=each.part)
    assert state(scene, "threshold-content").code != "met"
    attest(scene, "threshold-content", part=offered[-1].part)
    assert state(scene, "threshold-content").code == "met"


def test_a_withdrawn_entry_no_longer_counts_and_stays_readable(scene):
    entry = attest(scene)
    withdraw(scene, entry)
    assert state(scene, "peer-review-arranged").code == "not-evidenced"
    (kept,) = queries.entries_of(scene.partnership.pk, "peer-review-arranged")
    assert (kept.withdrawn_at, kept.withdrawn_reason) == (NOW, "Entered for the wrong duty")
    assert "Entered for the wrong duty" in told("duty:peer-review-arranged")[-1]


def test_an_entry_is_withdrawn_once_and_with_a_reason(scene):
    entry = attest(scene)
    with pytest.raises(RuleBroken, match="Say why"):
        withdraw(scene, entry, reason=" ")
    withdraw(scene, entry)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw(scene, entry)


def test_what_a_record_told_is_not_withdrawn_beside_the_record(scene):
    entry = Fulfilment.objects.filter(record=scene.record("held"), is_attested=False).first()
    with pytest.raises(RuleBroken, match="change the record instead"):
        withdraw(scene, entry)


def test_the_business_unit_enters_evidence_and_does_not_withdraw_it(scene):
    entry = attest(scene, by="business_unit")
    with pytest.raises(NotAllowed):
        withdraw(scene, entry, by="business_unit")
    assert Fulfilment.objects.get(pk=entry.pk).withdrawn_at is None


# Decisions that set a duty aside


def test_a_decision_sets_a_duty_aside_and_is_told_with_its_reason(scene):
    assert state(scene, "masc-meets").code == "overdue"
    dispense(scene)
    found = state(scene, "masc-meets")
    assert found.code == "dispensed"
    assert any("the Executive" in line for line in found.arithmetic)
    assert "The forum is being formed anew" in told("duty:masc-meets")[-1]


def test_a_decision_taken_back_leaves_the_duty_as_it_was(scene):
    made = dispense(scene)
    operations.withdraw_dispensation(made=made, by=scene.actor("lead_partner"), now=NOW)
    assert state(scene, "masc-meets").code == "overdue"
    assert len(told("duty:masc-meets")) == 2
    with pytest.raises(RuleBroken, match="withdrawn already"):
        operations.withdraw_dispensation(made=made, by=scene.actor("lead_partner"), now=NOW)


@pytest.mark.parametrize("persona", ["business_unit", "scrutineer", "group_chair"])
def test_only_the_manager_and_lead_partners_set_a_duty_aside(scene, persona):
    with pytest.raises(NotAllowed):
        dispense(scene, by=persona)
    made = dispense(scene)
    with pytest.raises(NotAllowed):
        operations.withdraw_dispensation(made=made, by=scene.actor(persona), now=NOW)
    assert Dispensation.objects.get(pk=made.pk).withdrawn_at is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ends_on": TODAY - timedelta(days=4)}, "ends_on"),
        ({"reason": "Because"}, "reason"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
    ],
)
def test_a_decision_without_reason_or_sense_is_refused(scene, more, field):
    with pytest.raises(RuleBroken) as refused:
        dispense(scene, **more)
    assert refused.value.field == field


# Clocks


def test_a_clock_keeps_its_last_day_and_the_rule_that_gave_it(scene):
    # Friday 4 October 2024; five working days end on Friday 11 October
    clock = start(scene, on=date(2024, 10, 4))
    assert clock.due_on == date(2024, 10, 11)
    kept = RunningClock.objects.get(pk=clock.pk)
    assert kept.rule_version
    assert "5 working days" in kept.workings
    assert state(scene, "incident-notified").code == "overdue"
    assert "11 October 2024" in told("duty:incident-notified")[-1]


def test_a_clock_stopped_in_time_is_met(scene):
    clock = start(scene, on=date(2024, 10, 4))
    stop(scene, clock, on=date(2024, 10, 11))
    assert state(scene, "incident-notified").code == "met"
    assert "11 October 2024" in told("duty:incident-notified")[-1]


def test_a_clock_stopped_late_says_why_and_is_late_but_done(scene):
    clock = start(scene, on=date(2024, 10, 4))
    with pytest.raises(RuleBroken, match="say why") as refused:
        stop(scene, clock, on=date(2024, 10, 14))
    assert refused.value.field == "late_reason"
    stop(scene, clock, on=date(2024, 10, 14), late_reason="The form was sent to the wrong office")
    assert state(scene, "incident-notified").code == "late-but-done"


def test_a_clock_is_not_stopped_before_it_started_nor_in_the_future_nor_twice(scene):
    clock = start(scene, on=TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="before the clock started"):
        stop(scene, clock, on=TODAY - timedelta(days=2))
    with pytest.raises(RuleBroken, match="future"):
        stop(scene, clock, on=TODAY + timedelta(days=1))
    stop(scene, clock)
    with pytest.raises(RuleBroken, match="stopped already"):
        stop(scene, clock)


def test_a_clock_does_not_start_in_the_future(scene):
    with pytest.raises(RuleBroken, match="future") as refused:
        start(scene, on=TODAY + timedelta(days=1))
    assert refused.value.field == "started_on"


def test_a_clock_that_runs_backwards_starts_from_a_planned_day(scene):
    # seven working days before Friday 4 October 2024: Wednesday 25 September 2024
    clock = start(scene, "report-sent-before-publication", on=date(2024, 10, 4))
    assert clock.due_on == date(2024, 9, 25)


def test_what_is_owed_before_a_planned_day_is_done_before_that_day(scene):
    clock = start(scene, "report-sent-before-publication", on=date(2024, 10, 4))
    stop(scene, clock, on=date(2024, 9, 24))
    assert state(scene, "report-sent-before-publication").code == "met"


def test_a_duty_without_a_deadline_has_no_clock(scene):
    with pytest.raises(RuleBroken, match="no deadline"):
        start(scene, "executive-meets")


def test_a_duty_the_arrangements_do_not_contain_has_no_clock(scene):
    with pytest.raises((NotSeen, Duty.DoesNotExist)):
        start(scene, "no-such-duty")


@pytest.mark.parametrize("persona", ["lead_partner", "scrutineer", "practitioner"])
def test_those_who_run_no_clocks_neither_start_nor_stop_one(scene, persona):
    with pytest.raises(NotAllowed):
        start(scene, by=persona)
    clock = start(scene)
    with pytest.raises(NotAllowed):
        stop(scene, clock, by=persona)
    assert RunningClock.objects.get(pk=clock.pk).stopped_on is None
