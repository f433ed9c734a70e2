"""A delay of a local review is approved by each lead partner's own answer, and nobody vouches for
who answered (R6.4); what waits is told without a word of the case (security 1.6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders import trail
from builders.deciding import decided, delayed, purposes_answered, recommended
from builders.deciding_window import entered
from builders.reviewing import caseworker, notified, recorded
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import DecisionWindow
from sightline.work.reviews.queries import deciding_of
from sightline.work.reviews.queries.deciding_window import entered_since, waiting_for
from sightline.work.reviews.rules.deciding import Proposed
from sightline.work.reviews.rules.deciding_window import check_all_approve
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
REASON, WHY = "The inquest is listed for the autumn.", "It cannot be finished before the inquest."


@pytest.fixture
def manager(scene):
    return scene.actor("business_manager")


@pytest.fixture
def case(scene, manager):
    """A case of which a local review was initiated."""
    by = scene.actor("notifier")
    found = recorded(scene, NOW)
    notified(found, by, NOW)
    caseworker(found, scene.seat("business_manager"), by, NOW)
    review = reviews.begin_rapid_review(incident=found, by=manager, now=NOW)
    purposes_answered(scene, review, NOW)
    reviews.recommend_review(review=review, given=recommended(NOW.date()), by=manager, now=NOW)
    reviews.attest(record=found.record, reason="I run its review", by=manager, now=NOW)
    given = decided(scene.partnership, NOW.date())
    reviews.record_review_decision(incident=found, given=given, by=manager, now=NOW)
    return found


def asked(scene, case, **more):
    stands = deciding_of(case).stands_until
    proposed = {"ground": "inquest", "reason": REASON, "evidence": "Letter of the coroner",
                "until_on": stands + timedelta(days=30)}  # fmt: skip
    return reviews.ask_for_delay(
        incident=case, proposed=Proposed(**{**proposed, **more}),
        deciders=[scene.seat("lead_partner")], closes_at=NOW + timedelta(days=7),
        by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip


def test_what_each_answers_is_recorded_as_the_approval_and_theirs(scene, case, manager):
    stood = deciding_of(case).stands_until
    window = asked(scene, case)
    with pytest.raises(RuleBroken, match="Not answered yet"):
        reviews.record_approved_delay(window=window, by=manager, now=NOW)
    at = NOW + timedelta(days=1)
    entered(scene, window, WHY, at, outcome="approve")
    made = reviews.record_approved_delay(window=window, by=manager, now=NOW + timedelta(days=2))
    name = scene.people["lead_partner"].name
    assert (made.approved_by, made.approved_on, made.reason) == (name, at.date(), REASON)
    assert (made.stood_until_on, made.until_on) == (stood, stood + timedelta(days=30))
    (kept,) = made.by_hand.all()
    assert (kept.name, kept.reasons, kept.given_at) == (name, WHY, at)
    assert deciding_of(case).stands_until == made.until_on
    shown = Visitor(token=scene.tokens["business_manager"]).get(
        f"/cases/{case.record.reference}/local-review"
    )
    assert f"approved by {name} themselves" in shown
    assert "as who recorded it says" not in shown
    assert entered_since(case, None) == {}  # it is no position on the review itself
    with pytest.raises(RuleBroken, match="Another day stands"):
        reviews.record_approved_delay(window=window, by=manager, now=NOW + timedelta(days=2))


def test_who_refused_cannot_be_named_as_who_approved(scene, case, manager):
    window = asked(scene, case)
    entered(scene, window, WHY, NOW, outcome="refuse")
    with pytest.raises(RuleBroken, match="Not approved by"):
        reviews.record_approved_delay(window=window, by=manager, now=NOW)
    given = delayed(NOW.date(), deciding_of(case).stands_until + timedelta(days=30))
    with pytest.raises(RuleBroken, match="do not approve it"):
        reviews.record_delay(
            incident=case, given=given, approver=scene.seat("lead_partner"), by=manager, now=NOW
        )
    entered(scene, window, "The coroner has written since.", NOW, outcome="approve")
    made = reviews.record_delay(
        incident=case, given=given, approver=scene.seat("lead_partner"), by=manager, now=NOW
    )
    assert not made.by_hand.exists()
    shown = Visitor(token=scene.tokens["business_manager"]).get(
        f"/cases/{case.record.reference}/local-review"
    )
    assert "as who recorded it says" in shown


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"Police": "approve", "Health": ""}, "Not answered yet: Health."),
        ({"Police": "refuse", "Health": "approve"}, "Not approved by Police."),
        ({}, "Not approved"),
    ],
)
def test_everybody_who_was_asked_must_approve(answers, said):
    with pytest.raises(RuleBroken, match=said):
        check_all_approve(answers)
    check_all_approve({"Police": "approve", "Health": "approve"})


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ground": "weather"}, "ground"),
        ({"reason": "Late"}, "reason"),
        ({"evidence": ""}, "evidence"),
        ({"until_on": NOW.date()}, "until_on"),
    ],
)
def test_a_delay_is_asked_for_with_reason_evidence_and_a_later_day(scene, case, more, field):
    with pytest.raises(RuleBroken) as refused:
        asked(scene, case, **more)
    assert refused.value.field == field


def test_only_who_runs_the_case_asks_and_records(scene, case):
    window = asked(scene, case)
    entered(scene, window, WHY, NOW, outcome="approve")
    for persona in ("lead_partner", "notifier"):
        with pytest.raises(NotAllowed):
            reviews.record_approved_delay(window=window, by=scene.actor(persona), now=NOW)


def test_the_home_page_says_that_something_waits_and_no_word_of_what(scene, case):
    partner = Visitor(scene.people["lead_partner"])
    assert 'id="asked"' not in partner.get("/home")
    window = asked(scene, case)
    reference = window.record.reference
    home = partner.get("/home")
    assert f"/decision-windows/{reference}" in home
    for text in (case.record.reference, REASON, "inquest", "delay"):
        assert text not in home
    for other in ("business_manager", "group_chair"):
        assert reference not in Visitor(token=scene.tokens[other]).get("/home")
    path = f"/decision-windows/{reference}"
    assert REASON in partner.get(path)
    said = {"outcome": "local-review", "reasons": WHY}
    assert "There is a problem" in partner.post(f"{path}/position", said)
    partner.post(f"{path}/position", {**said, "outcome": "approve"}, status=302)
    assert reference not in partner.get("/home")
    assert WHY not in str(trail.told(reference))


def test_nothing_waits_after_the_window_or_for_who_has_an_interest(scene, case, manager):
    window = asked(scene, case)
    by = scene.actor("lead_partner")
    (found,) = waiting_for(by, window.closes_at - timedelta(seconds=1))
    assert found == (window.record.reference, window.closes_at)
    assert waiting_for(by, window.closes_at) == []
    records.detect_conflict(
        record=case.record, person_id=scene.people["lead_partner"].pk, nature="A cousin",
        by=manager, now=NOW,
    )  # fmt: skip
    assert waiting_for(by, NOW) == []


def test_the_caseworker_asks_and_records_it_on_pages(scene, case):
    visitor = Visitor(scene.people["business_manager"])
    base = f"/cases/{case.record.reference}/local-review"
    assert f"{base}/ask-for-delay" in visitor.get(base)
    visitor.get(f"{base}/ask-for-delay")
    until, closes = (
        deciding_of(case).stands_until + timedelta(days=30),
        (NOW + timedelta(days=5)).date(),
    )
    said = {"ground": "inquest", "reason": REASON, "evidence": "Letter of the coroner",
            "deciders": [scene.seat("lead_partner").pk]}  # fmt: skip
    for name, day in (("until_on", until), ("closes_on", closes)):
        said |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    path = visitor.post(f"{base}/ask-for-delay", said, status=302)
    assert "Record the delay" not in visitor.get(path)
    window = DecisionWindow.objects.get(record__reference=path.rsplit("/", 1)[1])
    entered(scene, window, WHY, NOW, outcome="approve")
    assert "Record the delay" in visitor.get(path)
    assert visitor.post(f"{path}/delay", {}, status=302) == base
    assert deciding_of(case).stands_until == until


def test_the_database_keeps_an_approval_only_as_it_was_entered(scene, case, manager):
    window = asked(scene, case)
    held = entered(scene, window, WHY, NOW, outcome="approve")
    made = reviews.record_delay(  # the same delay, vouched for
        incident=case, given=delayed(NOW.date(), window.delay_asked.until_on),
        approver=scene.seat("lead_partner"), by=manager, now=NOW,
    )  # fmt: skip

    def done(**other):
        row = {"id": 9, "record_id": made.record_id, "delay_id": made.pk, "place_id": held.place_id,
               "partner": "Police", "name": held.name, "reasons": WHY,
               "given_at": held.given_at, **other}  # fmt: skip
        columns = ", ".join(row)
        with as_web(scene.tokens["business_manager"]), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(
                        f"INSERT INTO reviews_delayapproval ({columns})"
                        f" VALUES ({', '.join(['%s'] * len(row))})",
                        list(row.values()),
                    )
                    return True
            except DatabaseError:
                return False

    assert not done(name="Somebody else")
    assert not done(reasons="Something they did not write.")
    assert not done(given_at=NOW + timedelta(days=1))
    assert done()
