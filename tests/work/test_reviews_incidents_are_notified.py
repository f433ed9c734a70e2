"""A serious incident is judged, decided and notified within five working days of the local
authority becoming aware; what is late is recorded with its reason and approver, and never refused
(R6.1; domain 1.1, 1.2, 1.8)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from builders.reviewing import MET, facts, judged, notified, recorded
from builders.world import NOW
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.partnership.models import Place
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import Account, Judgement, NotifyDecision
from sightline.work.reviews.rules import notifying as rules
from sightline.work.reviews.rules.notifying import Sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(scene):
    """The local authority's notifier."""
    return scene.actor("notifier")


def at(year, month, day, hour=12, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def case(incident):
    return queries.case_by(queries.case_to_change(incident))


def send(incident, by, to="panel", when=NOW, **late):
    sent = Sent(recipient=to, what="The form", sent_at=when, sent_by="A. Notifier", **late)
    return reviews.record_sending(incident=incident, sent=sent, by=by, now=max(NOW, when))


# The clock. By hand: Good Friday 3 and Easter Monday 6 April 2026; Christmas Thursday 25 and Friday
# 26 December 2025; the two of domain 1.8 beside them.
@pytest.mark.parametrize(
    ("aware", "due_on"),
    [
        (at(2026, 4, 2), date(2026, 4, 13)),  # Thursday: 7, 8, 9, 10, 13 April
        (at(2025, 12, 19), date(2025, 12, 30)),  # Friday: 22, 23, 24, 29, 30 December
        (at(2025, 12, 24), date(2026, 1, 5)),  # Wednesday: 29, 30, 31 December, 2, 5 January
        (at(2019, 12, 20), date(2019, 12, 31)),
        (at(2020, 4, 9), date(2020, 4, 20)),
        (at(2025, 9, 6), date(2025, 9, 12)),  # a Saturday
        # half past eleven at night UTC on Monday 30 March is Tuesday in London: 1, 2, 7, 8, 9 April
        (at(2026, 3, 30, 23, 30), date(2026, 4, 9)),
        (at(2026, 3, 30, 22, 30), date(2026, 4, 8)),
    ],
)
def test_five_working_days_run_from_becoming_aware(scene, by, aware, due_on):
    found = reviews.record_incident(facts=facts(aware), by=by, now=NOW)
    account = Account.objects.get(incident=found)
    assert account.due_on == due_on
    assert "5 working days after" in account.workings
    assert account.rule_version == "serious-incident-notified/1"


def test_a_correction_moves_the_clock_and_what_stood_stays(scene, by):
    found = reviews.record_incident(facts=facts(at(2026, 4, 2)), by=by, now=NOW)
    reviews.correct_incident(
        incident=found, facts=facts(at(2026, 4, 1), harm="Burns"),
        reason="The duty team knew a day before", by=by, now=NOW,
    )  # fmt: skip
    first, second = Account.objects.filter(incident=found).order_by("number")
    # from Wednesday 1 April: 2, 7, 8, 9, 10 April
    assert (first.due_on, second.due_on) == (date(2026, 4, 13), date(2026, 4, 10))
    assert second.reason == "The duty team knew a day before"
    assert case(found).account == second


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"became_aware_at": NOW + timedelta(hours=1)}, "aware_on"),
        ({"happened_on": NOW.date() + timedelta(days=1)}, "happened_on"),
        ({"circumstances": "Found."}, "circumstances"),
    ],
)
def test_an_incident_that_cannot_be_is_refused(scene, by, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        recorded(scene, NOW, **wrong)
    assert refused.value.field == field


@pytest.mark.parametrize("persona", ["business_manager", "group_chair", "lead_partner"])
def test_the_duty_is_the_local_authoritys(scene, persona):
    with pytest.raises(NotAllowed):
        reviews.record_incident(facts=facts(NOW), by=scene.actor(persona), now=NOW)
    with pytest.raises(NotAllowed):
        reviews.decide_notifying(
            incident=scene.works["case ours"], is_to_notify=False, reasons=MET,
            by=scene.actor(persona), now=NOW,
        )  # fmt: skip


# Criteria, views and decision


def test_each_criterion_is_judged_before_anything_is_decided(scene, by):
    found = recorded(scene, NOW)
    with pytest.raises(RuleBroken, match="Judge each criterion first"):
        reviews.decide_notifying(incident=found, is_to_notify=True, reasons=MET, by=by, now=NOW)
    judged(found, by, NOW)
    reviews.decide_notifying(incident=found, is_to_notify=True, reasons=MET, by=by, now=NOW)
    assert case(found).stage == "to-send"


def test_a_later_judgement_counts_and_the_earlier_stays(scene, by):
    found = recorded(scene, NOW)
    judged(found, by, NOW)
    reviews.judge_criterion(
        incident=found, matter="notify", criterion="where", answer="not-met",
        reasons="It happened over the border, in Leeds.", by=by, now=NOW,
    )  # fmt: skip
    assert case(found).judged["where"].answer == "not-met"
    assert Judgement.objects.filter(record=found.record, criterion="where").count() == 2


def test_not_to_notify_is_a_decision_with_reasons_too_and_can_be_replaced(scene, by):
    found = recorded(scene, NOW)
    judged(found, by, NOW)
    with pytest.raises(RuleBroken) as refused:
        reviews.decide_notifying(
            incident=found, is_to_notify=False, reasons="Not met", by=by, now=NOW
        )
    assert refused.value.field == "reasons"
    for is_to_notify, stage in ((False, "not-notified"), (True, "to-send")):
        reviews.decide_notifying(
            incident=found, is_to_notify=is_to_notify, reasons=MET, by=by, now=NOW
        )
        assert case(found).stage == stage
    assert NotifyDecision.objects.filter(incident=found).count() == 2


def test_each_partners_view_stands_apart_from_the_decision(scene, by):
    found = recorded(scene, NOW)
    judged(found, by, NOW)
    police, health = Place.objects.filter(
        partnership=scene.partnership, is_lead_partner=True
    ).order_by("pk")[:2]
    for place, stance in ((police, "for"), (health, "against")):
        reviews.record_partner_view(
            incident=found, matter="notify", place=place, stance=stance,
            reasons="As they wrote to us", given_by="A. Partner", given_on=NOW.date(),
            by=by, now=NOW,
        )  # fmt: skip
    reviews.decide_notifying(incident=found, is_to_notify=True, reasons=MET, by=by, now=NOW)
    stands = case(found)
    assert [(one.place, one.stance) for one in stands.views] == [
        (police, "for"),
        (health, "against"),
    ]
    assert stands.decision.decided_by == by.name


def test_a_view_is_a_safeguarding_partners(scene, by):
    other = Place.objects.filter(partnership=scene.partnership, is_lead_partner=False).first()
    with pytest.raises(RuleBroken, match="safeguarding partners"):
        reviews.record_partner_view(
            incident=recorded(scene, NOW), matter="notify", place=other, stance="for",
            reasons="As they wrote to us", given_by="X", given_on=NOW.date(), by=by, now=NOW,
        )  # fmt: skip


# Sending


def test_nothing_goes_to_the_panel_that_nobody_decided_on(scene, by):
    with pytest.raises(RuleBroken, match="decision to notify first"):
        send(recorded(scene, NOW), by)


def test_what_was_sent_in_time_asks_for_no_reason(scene, by):
    found = recorded(scene, NOW)
    notified(found, by, NOW)
    sent = case(found).to_panel
    assert (sent.is_late, sent.late_reason, sent.late_approved_on) == (False, "", None)
    assert case(found).stage == "notified"


def aware_long_ago(scene, by):
    """Aware on Thursday 2 April 2026: due on Monday 13 April."""
    found = reviews.record_incident(facts=facts(at(2026, 4, 2)), by=by, now=NOW)
    judged(found, by, NOW)
    reviews.decide_notifying(incident=found, is_to_notify=True, reasons=MET, by=by, now=NOW)
    return found


@pytest.mark.parametrize(
    ("late", "field"),
    [
        ({}, "late_reason"),
        ({"late_reason": "The post mortem came late"}, "late_approved_by"),
        ({"late_reason": "The post mortem came late", "late_approved_by": "self"},
         "late_approved_by"),
    ],
)  # fmt: skip
def test_what_is_late_has_a_reason_and_somebody_elses_approval(scene, by, late, field):
    if late.get("late_approved_by") == "self":
        late = {**late, "late_approved_by": by.name.upper()}
    with pytest.raises(RuleBroken) as refused:
        send(aware_long_ago(scene, by), by, when=at(2026, 4, 14), **late)
    assert refused.value.field == field


def test_late_is_recorded_and_never_refused(scene, by):
    found = aware_long_ago(scene, by)
    send(
        found, by, when=at(2026, 4, 14), late_reason="The post mortem came late",
        late_approved_by="Director of Children’s Services", late_approved_on=date(2026, 4, 14),
    )  # fmt: skip
    sent = case(found).to_panel
    assert (sent.is_late, sent.due_on) == (True, date(2026, 4, 13))
    assert sent.late_approved_by == "Director of Children’s Services"


@pytest.mark.parametrize(
    ("when", "late"),
    [(at(2026, 4, 13, 22, 30), False), (at(2026, 4, 13, 23, 30), True)],
)
def test_the_last_day_ends_at_midnight_in_london(when, late):
    """At half past eleven UTC it is the next day there, by an hour of summer time."""
    sent = Sent(recipient="panel", what="x", sent_at=when, sent_by="x")
    assert rules.is_late(sent, date(2026, 4, 13)) is late


def test_an_authority_elsewhere_is_told_without_that_clock(scene, by):
    found = aware_long_ago(scene, by)
    assert send(found, by, to="home-authority", when=at(2026, 5, 20)).is_late is False


# Domain 1.1: a looked-after child's death goes to both whether or not abuse is suspected.
@pytest.mark.parametrize(
    ("is_death", "status", "to_notify", "expected"),
    [
        (True, "looked-after", False, ["secretary-of-state", "ofsted"]),
        (True, "looked-after", True, ["panel", "partners", "secretary-of-state", "ofsted"]),
        (False, "looked-after", True, ["panel", "partners"]),
        (True, "protection-plan", True, ["panel", "partners"]),
        (True, "none", False, []),
    ],
)
def test_the_death_of_a_looked_after_child_has_further_recipients(
    is_death, status, to_notify, expected
):
    found = rules.recipients(is_to_notify=to_notify, is_death=is_death, status=status, home="")
    assert [one.key for one in found] == expected


def test_the_home_authority_is_told_where_the_child_lives_elsewhere():
    found = rules.recipients(is_to_notify=True, is_death=False, status="none", home="Fenwick")
    assert [one.key for one in found] == ["panel", "partners", "home-authority"]


# Taken back


def test_a_notification_is_taken_back_with_reasons_and_decider_once(scene, by):
    found = recorded(scene, NOW)
    said = {"kind": "downgraded", "reasons": "The post mortem found an illness.",
            "decided_by": "Director", "decided_on": NOW.date()}  # fmt: skip
    with pytest.raises(RuleBroken, match="Nothing was sent to the Panel"):
        reviews.withdraw_notification(incident=found, **said, by=by, now=NOW)
    notified(found, by, NOW)
    with pytest.raises(RuleBroken) as refused:
        reviews.withdraw_notification(incident=found, **{**said, "decided_by": " "}, by=by, now=NOW)
    assert refused.value.field == "decided_by"
    reviews.withdraw_notification(incident=found, **said, by=by, now=NOW)
    assert case(found).stage == "downgraded"
    with pytest.raises(RuleBroken, match="already"):
        reviews.withdraw_notification(incident=found, **said, by=by, now=NOW)


def test_after_it_was_sent_the_decision_is_not_made_again(scene, by):
    found = recorded(scene, NOW)
    notified(found, by, NOW)
    with pytest.raises(RuleBroken, match="Withdraw the notification instead"):
        reviews.decide_notifying(incident=found, is_to_notify=False, reasons=MET, by=by, now=NOW)


def test_the_panels_reference_is_recorded_once_something_was_sent(scene, by):
    found = recorded(scene, NOW)
    reply = {"panel_reference": "CSPRP-77", "words": "", "received_on": NOW.date()}
    with pytest.raises(RuleBroken):
        reviews.record_reply(incident=found, **reply, by=by, now=NOW)
    notified(found, by, NOW)
    reviews.record_reply(incident=found, **reply, by=by, now=NOW)
    assert [one.panel_reference for one in case(found).replies] == ["CSPRP-77"]
