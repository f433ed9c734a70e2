"""A local review has six calendar months from the decision to initiate it, and each delay is
approved by somebody of the Executive, with reason and evidence, and told (R6.4; domain 1.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from builders.deciding import (
    CRITERIA,
    WHY,
    approver,
    decided,
    delayed,
    places,
    purposes_answered,
    recommended,
)
from builders.reviewing import caseworker, facts, notified
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.partnership.models import Seat
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.deadlines import LOCAL_REVIEW
from sightline.work.reviews.models import DelayTold, ReviewDelay
from sightline.work.reviews.rules.deciding import Held

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = AT.date()
DUE = date(2026, 9, 2)  # six months after 2 March 2026


def ended(scene, at):
    """A case whose rapid review began and ended on one day."""
    by, manager = scene.actor("notifier"), scene.actor("business_manager")
    found = reviews.record_incident(facts=facts(at - timedelta(hours=3)), by=by, now=at)
    notified(found, by, at)
    caseworker(found, scene.seat("business_manager"), by, at)
    review = reviews.begin_rapid_review(incident=found, by=manager, now=at)
    purposes_answered(scene, review, at)
    reviews.recommend_review(review=review, given=recommended(at.date()), by=manager, now=at)
    return found


def decide(scene, incident, on, now, **more):
    return reviews.record_review_decision(
        incident=incident, given=decided(scene.partnership, on, **more),
        by=scene.actor("business_manager"), now=now,
    )  # fmt: skip


@pytest.fixture
def by(scene):
    """The caseworker of our case."""
    return scene.actor("business_manager")


@pytest.fixture
def seat(scene):
    """Of a lead partner, who came to the Executive at the start of 2026."""
    found = approver(scene.partnership)
    Seat.objects.filter(pk=found.pk).update(starts_at=datetime(2026, 1, 1, tzinfo=UTC))
    found.refresh_from_db()
    return found


@pytest.fixture
def begun(scene):
    """A local review that was decided on 2 March 2026."""
    found = ended(scene, AT)
    decide(scene, found, TODAY, AT)
    return found


def delay(scene, incident, seat, now=AT, **more):
    given = replace(delayed(now.date(), date(2026, 12, 18)), **more)
    return reviews.record_delay(
        incident=incident, given=given, approver=seat, by=scene.actor("business_manager"), now=now
    )


# The clock. By hand: the same day of the sixth month after, and the last of a shorter month. No
# weekend or bank holiday moves it: 25 December 2026 is Christmas, 6 April 2026 Easter Monday.


@pytest.mark.parametrize(
    ("on", "due_on"),
    [
        (date(2026, 3, 2), date(2026, 9, 2)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 8, 29), date(2026, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),  # a leap year
        (date(2026, 3, 31), date(2026, 9, 30)),
        (date(2026, 2, 28), date(2026, 8, 28)),
        (date(2026, 6, 25), date(2026, 12, 25)),
        (date(2025, 10, 6), date(2026, 4, 6)),
    ],
)
def test_six_calendar_months_run_from_the_decision_to_initiate(scene, on, due_on):
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    found = decide(scene, ended(scene, at), on, at + timedelta(days=10))
    assert (found.initiated_on, found.due_on) == (on, due_on)
    assert found.workings.startswith("6 months after")
    assert found.rule_version == "local-review-published/1"


def test_the_figure_is_marked_as_one_to_confirm_and_names_its_source():
    assert LOCAL_REVIEW.mark == "K"
    assert "Working Together" in LOCAL_REVIEW.source


def test_to_decide_the_same_anew_does_not_set_the_clock_back(scene, begun):
    found = decide(scene, begun, date(2026, 5, 1), datetime(2026, 5, 4, tzinfo=UTC),
                   changed_because="The Panel asks for clearer reasons.")  # fmt: skip
    assert (found.decided_on, found.initiated_on, found.due_on) == (date(2026, 5, 1), TODAY, DUE)


def test_a_review_given_up_has_no_clock_and_one_begun_again_has_its_own(scene, by, seat, begun):
    delay(scene, begun, seat)
    none = {one.pk: Held("no-review", "The court found an illness.")
            for one in places(scene.partnership)}  # fmt: skip
    later = datetime(2026, 4, 1, tzinfo=UTC)
    decide(scene, begun, date(2026, 4, 1), later, outcome="no-review", positions=none,
           changed_because="The post mortem found an illness.")  # fmt: skip
    found = queries.deciding_of(begun)
    assert (found.initiated, found.stands_until) == (None, None)
    assert len(found.delays) == 1
    with pytest.raises(RuleBroken, match="no local review to delay"):
        delay(scene, begun, seat, now=later)
    decide(scene, begun, date(2026, 4, 15), datetime(2026, 4, 15, tzinfo=UTC),
           changed_because="A second opinion says otherwise.")  # fmt: skip
    found = queries.deciding_of(begun)
    assert found.stands_until == date(2026, 10, 15)  # six months after 15 April; no old delay
    assert len(found.delays) == 1


# Delay


def test_delays_follow_each_other_and_none_is_overwritten(scene, begun, seat):
    assert queries.deciding_of(begun).stands_until == DUE
    first = delay(scene, begun, seat)
    second = delay(scene, begun, seat, until_on=date(2027, 3, 1), ground="prosecution")
    found = queries.deciding_of(begun)
    assert found.delays == [first, second]
    assert found.stands_until == date(2027, 3, 1)
    stood = [(one.stood_until_on, one.until_on) for one in ReviewDelay.objects.filter(
        decision__incident=begun).order_by("pk")]  # fmt: skip
    assert stood == [(DUE, date(2026, 12, 18)), (date(2026, 12, 18), date(2027, 3, 1))]
    assert found.initiated is not None
    assert found.initiated.due_on == DUE


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ground": "holiday"}, "ground"),
        ({"reason": "Inquest"}, "reason"),
        ({"evidence": "Letter"}, "evidence"),
        ({"approved_on": date(2026, 3, 3)}, "approved_on"),  # tomorrow
        ({"approved_on": date(2026, 3, 1)}, "approved_on"),  # before it was initiated
        ({"until_on": DUE}, "until_on"),  # no later than the day that stands
        ({"told": {"panel": date(2026, 3, 3)}}, "told-panel"),
        ({"told": {"secretary-of-state": date(2026, 3, 1)}}, "told-secretary-of-state"),
        ({"told": {"press": TODAY}}, "recipient"),
    ],
)
def test_a_delay_that_says_too_little_is_refused(scene, begun, seat, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        delay(scene, begun, seat, **wrong)
    assert refused.value.field == field
    assert not ReviewDelay.objects.filter(decision__incident=begun).exists()


def test_one_approved_after_the_day_had_passed_is_recorded_all_the_same(scene, begun, seat):
    late = datetime(2026, 9, 10, 12, tzinfo=UTC)
    found = delay(scene, begun, seat, now=late)
    assert found.approved_on > found.stood_until_on


def test_somebody_of_the_executive_approves_who_sat_there_on_that_day(scene, by, begun, seat):
    for other in ("group_chair", "scrutineer"):
        with pytest.raises(RuleBroken, match="sits for a safeguarding partner"):
            delay(scene, begun, scene.seat(other))
    Seat.objects.filter(pk=seat.pk).update(starts_at=datetime(2026, 3, 3, tzinfo=UTC))
    seat.refresh_from_db()
    with pytest.raises(RuleBroken, match="on that day"):
        delay(scene, begun, seat)
    Seat.objects.filter(pk=seat.pk).update(person=by.person_id,
                                           starts_at=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    seat.refresh_from_db()
    with pytest.raises(RuleBroken, match="Somebody else must approve"):
        delay(scene, begun, seat)


def test_who_left_since_is_still_who_approved_it(scene, begun, seat):
    left = datetime(2026, 3, 20, 12, tzinfo=UTC)
    Seat.objects.filter(pk=seat.pk).update(ended_at=left, ended_by="Manager")
    seat.refresh_from_db()
    found = delay(scene, begun, seat, now=datetime(2026, 4, 1, 12, tzinfo=UTC),
                  approved_on=date(2026, 3, 20))  # fmt: skip
    assert found.approved_by == seat.person.name
    with pytest.raises(RuleBroken, match="on that day"):
        delay(scene, begun, seat, now=datetime(2026, 4, 1, 12, tzinfo=UTC),
              approved_on=date(2026, 3, 21), until_on=date(2027, 3, 1))  # fmt: skip


def test_panel_and_secretary_of_state_are_told_each_on_a_day(by, scene, begun, seat):
    made = delay(scene, begun, seat, told={"panel": TODAY})
    later = datetime(2026, 3, 6, 12, tzinfo=UTC)
    with pytest.raises(RuleBroken) as refused:
        reviews.record_telling(delay=made, recipient="secretary-of-state",
                               told_on=date(2026, 3, 7), by=by, now=later)  # fmt: skip
    assert refused.value.field == "told_on"
    reviews.record_telling(delay=made, recipient="secretary-of-state", told_on=date(2026, 3, 5),
                           by=by, now=later)  # fmt: skip
    told = DelayTold.objects.filter(delay=made).order_by("pk")
    assert [(one.recipient, one.told_on) for one in told] == [
        ("panel", TODAY), ("secretary-of-state", date(2026, 3, 5)),
    ]  # fmt: skip


def test_the_caseworker_records_it(scene, begun, seat):
    for persona in ("notifier", "lead_partner", "group_chair"):
        with pytest.raises(NotAllowed):
            reviews.record_delay(incident=begun, given=delayed(TODAY, date(2026, 12, 18)),
                                 approver=seat, by=scene.actor(persona), now=AT)  # fmt: skip


# The pages


def typed(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def form_of(scene, outcome, on):
    """What a caseworker types of a decision."""
    judged = {f"answer-{key}": "met" for key in CRITERIA}
    whys = {f"reasons-{key}": WHY for key in CRITERIA}
    held = {f"holds-{one.pk}": outcome for one in places(scene.partnership)}
    says = {f"position-{one.pk}": WHY for one in places(scene.partnership)}
    return {**judged, **whys, **held, **says, "outcome": outcome, "reasons": WHY,
            **typed("decided_on", on)}  # fmt: skip


def test_a_person_recommends_decides_delays_and_tells(scene):
    """Through the forms, as the caseworker, on the case of the world."""
    visitor = Visitor(token=scene.tokens["business_manager"])
    today, case = NOW.date(), scene.works["case ours"]
    page = f"/cases/{case.record.reference}/local-review"
    made = form_of(scene, "other-learning", today)
    review = f"/rapid-reviews/{scene.record('review ours').reference}"
    recommends = {**made, **typed("agreed_on", today)}
    assert visitor.post(f"{review}/recommend", recommends, status=302) == review
    assert "Learning in another way" in visitor.get(review)
    shown = visitor.post(f"{page}/decide", made)
    assert "Enter why it is decided anew" in shown
    visitor.get(f"{page}/decide")
    assert visitor.statements <= 12
    anew = {**form_of(scene, "local-review", today),
            "changed_because": "The Panel answered and agrees."}  # fmt: skip
    assert visitor.post(f"{page}/decide", anew, status=302) == page
    told = {"recipient": "ofsted", **typed("told_on", today)}
    assert visitor.post(f"{page}/decisions/3/told", told, status=302) == page
    visitor.get(f"{page}/decisions/4/told", status=404)
    until = scene.works["delay ours"].until_on + timedelta(days=1)
    seat = approver(scene.partnership)
    delays = {"ground": "criminal", "reason": "The police ask to wait for the trial.",
              "evidence": "Letter of the police", "approver": seat.pk,
              **typed("approved_on", today), **typed("until_on", until),
              **typed("told-panel", today)}  # fmt: skip
    assert visitor.post(f"{page}/delay", delays, status=302) == page
    last = queries.deciding_of(case).delays[-1]
    assert (last.until_on, last.approver_id) == (until, seat.pk)
    tells = {"recipient": "secretary-of-state", **typed("told_on", today)}
    before = visitor.get(page).count("Not told yet")
    assert visitor.post(f"{page}/delays/{last.pk}/told", tells, status=302) == page
    shown = visitor.get(page)
    assert shown.count("Not told yet") == before - 1
    assert visitor.statements <= 13
    assert "The police ask to wait for the trial." in shown
    assert canary("delay reason") in shown
    assert "6 months after" in shown


def test_a_delay_of_another_case_is_not_told_of_here(scene):
    visitor = Visitor(token=scene.tokens["stranger"])
    path = f"/cases/{scene.record('case theirs').reference}/local-review/delays"
    visitor.get(f"{path}/{scene.works['delay ours'].pk}/told", status=404)
