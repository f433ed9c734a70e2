"""The group recommends on each criterion, the Executive decides with each partner's position, and a
decision is changed by another one alone (R6.2, R6.3; SI 2018/789 regulation 11; domain 1.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.deciding import (
    CRITERIA,
    WHY,
    decided,
    judged,
    places,
    purposes_answered,
    recommended,
)
from builders.reviewing import caseworker, facts, notified
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import PartnerPosition, Recommendation, ReviewDecision
from sightline.work.reviews.rules.criteria import REVIEW
from sightline.work.reviews.rules.deciding import Held, Judged
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
TODAY = AT.date()


@pytest.fixture
def manager(scene):
    """The caseworker of our case."""
    return scene.actor("business_manager")


@pytest.fixture
def review(scene, manager):
    """A rapid review that began on 2 March 2026."""
    by = scene.actor("notifier")
    found = reviews.record_incident(facts=facts(AT - timedelta(hours=3)), by=by, now=AT)
    notified(found, by, AT)
    caseworker(found, scene.seat("business_manager"), by, AT)
    return reviews.begin_rapid_review(incident=found, by=manager, now=AT)


@pytest.fixture
def ended(scene, manager, review):
    """The same, at its end: the purposes answered, and a local review recommended."""
    purposes_answered(scene, review, AT)
    reviews.recommend_review(review=review, given=recommended(TODAY), by=manager, now=AT)
    return review


def decide(scene, review, **more):
    return reviews.record_review_decision(
        incident=review.incident, given=decided(scene.partnership, TODAY, **more),
        by=scene.actor("business_manager"), now=AT,
    )  # fmt: skip


def test_the_criteria_are_the_four_of_the_regulation():
    assert tuple(one.key for one in REVIEW) == CRITERIA
    assert {one.source for one in REVIEW} == {"SI 2018/789 regulation 11"}


# The group recommends


def test_a_recommendation_ends_the_rapid_review(scene, manager, review):
    with pytest.raises(RuleBroken, match="Answer the four purposes first"):
        reviews.recommend_review(review=review, given=recommended(TODAY), by=manager, now=AT)
    purposes_answered(scene, review, AT)
    reviews.recommend_review(review=review, given=recommended(TODAY), by=manager, now=AT)
    (found,) = queries.recommendations_of(review)
    assert (found.outcome, found.agreed_on) == ("local-review", TODAY)
    assert tuple(one.criterion for one in found.criteria.all()) == CRITERIA


@pytest.mark.parametrize("key", CRITERIA)
@pytest.mark.parametrize("wrong", [None, Judged("perhaps", WHY), Judged("met", "Clear.")])
def test_no_criterion_is_passed_over(scene, manager, review, key, wrong):
    purposes_answered(scene, review, AT)
    criteria = {name: one for name, one in judged().items() if name != key}
    if wrong is not None:
        criteria[key] = wrong
    with pytest.raises(RuleBroken) as refused:
        reviews.recommend_review(
            review=review, given=recommended(TODAY, criteria=criteria), by=manager, now=AT
        )
    assert refused.value.field in (f"answer-{key}", f"reasons-{key}")
    assert not Recommendation.objects.filter(review=review).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": "blame"}, "outcome"),
        ({"reasons": "Clear."}, "reasons"),
        ({"agreed_on": date(2026, 3, 3)}, "agreed_on"),  # tomorrow
        ({"agreed_on": date(2026, 3, 1)}, "agreed_on"),  # the day before it was notified
    ],
)
def test_a_recommendation_that_says_too_little_is_refused(scene, manager, review, wrong, field):
    purposes_answered(scene, review, AT)
    with pytest.raises(RuleBroken) as refused:
        reviews.recommend_review(
            review=review, given=replace(recommended(TODAY), **wrong), by=manager, now=AT
        )
    assert refused.value.field == field


def test_a_later_recommendation_counts_and_the_earlier_stays(manager, ended):
    other = recommended(TODAY, outcome="other-learning")
    reviews.recommend_review(review=ended, given=other, by=manager, now=AT)
    found = queries.recommendations_of(ended)
    assert [one.outcome for one in found] == ["local-review", "other-learning"]


# The Executive decides


def test_a_decision_waits_for_the_recommendation(scene, review):
    with pytest.raises(RuleBroken, match="what the group recommends"):
        decide(scene, review)


def test_met_criteria_make_no_review_automatic(scene, ended):
    """Domain 1.4; and against what the group recommends."""
    everybody = {one.pk: Held("no-review", f"No. {WHY}") for one in places(scene.partnership)}
    found = decide(scene, ended, outcome="no-review", positions=everybody)
    assert (found.outcome, found.due_on, found.initiated_on) == ("no-review", None, None)


def test_each_lead_partner_has_a_position(scene, ended):
    partners = places(scene.partnership)
    assert len(partners) == 3
    agreed = decided(scene.partnership, TODAY).positions
    for one in partners:
        some = {number: held for number, held in agreed.items() if number != one.pk}
        with pytest.raises(RuleBroken) as refused:
            decide(scene, ended, positions=some)
        assert refused.value.field == f"holds-{one.pk}"
    stranger = places(scene.other)[0].pk if places(scene.other) else 0
    with pytest.raises(RuleBroken, match="among the safeguarding partners"):
        decide(scene, ended, positions={**agreed, stranger: Held("no-review", WHY)})


def test_a_partner_who_holds_something_else_is_not_passed_over(scene, ended):
    first = places(scene.partnership)[0].pk
    positions = decided(scene.partnership, TODAY).positions
    apart = {**positions, first: Held("no-review", "Nothing new is to be learned.")}
    with pytest.raises(RuleBroken) as refused:
        decide(scene, ended, positions=apart)
    assert refused.value.field == "dissent"
    decide(scene, ended, positions=apart, dissent="The police hold that nothing is to be learned.")
    away = {**positions, first: Held("no-view", "Was away, and named no deputy.")}
    decide(scene, ended, positions=away, changed_because="The police had not been asked.")
    held = PartnerPosition.objects.filter(place=first, decision__incident=ended.incident)
    assert [one.outcome for one in held.order_by("pk")] == ["no-review", "no-view"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"reasons": "Clear."}, "reasons"),
        ({"decided_on": date(2026, 3, 3)}, "decided_on"),
        ({"decided_on": date(2026, 3, 1)}, "decided_on"),
        ({"criteria": {}}, "answer-improvements"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(scene, manager, ended, wrong, field):
    given = replace(decided(scene.partnership, TODAY), **wrong)
    with pytest.raises(RuleBroken) as refused:
        reviews.record_review_decision(incident=ended.incident, given=given, by=manager, now=AT)
    assert refused.value.field == field


def test_a_decision_is_changed_by_another_that_says_why(scene, ended):
    first = decide(scene, ended)
    for why in ("", "Better so."):
        with pytest.raises(RuleBroken) as refused:
            decide(scene, ended, changed_because=why)
        assert refused.value.field == "changed_because"
    second = decide(scene, ended, changed_because="The Panel’s letter came only now.")
    found = queries.deciding_of(ended.incident)
    assert found.decisions == [first, second]
    assert found.decision == second
    assert (first.number, second.number) == (1, 2)


@pytest.mark.parametrize("name", ["recommendation", "reviewdecision", "criterionjudged",
                                  "partnerposition", "reviewdelay", "delaytold",
                                  "decisiontold"])  # fmt: skip
def test_what_was_recorded_is_changed_by_nobody_the_owner_included(scene, name):
    """That nothing is deleted is tried of every table of the world."""
    table = f"reviews_{name}"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_owner")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"CREATE POLICY hole ON {table} TO sightline_owner USING (true)")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(f"UPDATE {table} SET id = id")
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    ("outcome", "who"),
    [
        ("local-review", {"panel", "secretary-of-state", "ofsted"}),
        ("no-review", {"panel"}),
        ("other-learning", {"panel"}),
    ],
)
def test_the_panel_is_told_of_each_decision(scene, manager, ended, outcome, who):
    """The others of one that initiates a review (domain 1.5)."""
    everybody = {one.pk: Held(outcome, f"Agrees. {WHY}") for one in places(scene.partnership)}
    made = decide(scene, ended, outcome=outcome, positions=everybody)

    def tell(recipient, day):
        reviews.record_telling_of_decision(
            decision=made, recipient=recipient, told_on=day, by=manager, now=AT
        )

    for recipient in ("panel", "secretary-of-state", "ofsted"):
        if recipient in who:
            tell(recipient, TODAY)
        else:
            with pytest.raises(RuleBroken, match="Choose who was told"):
                tell(recipient, TODAY)
    for day in (date(2026, 3, 1), date(2026, 3, 3)):  # before it was decided, and tomorrow
        with pytest.raises(RuleBroken) as refused:
            tell("panel", day)
        assert refused.value.field == "told_on"
    assert {one.recipient for one in made.told.all()} == who


# Who records it, and who reads it


@pytest.mark.parametrize("persona", ["notifier", "lead_partner", "group_chair", "scrutineer"])
def test_the_caseworker_records_it(scene, persona):
    by, review = scene.actor(persona), scene.works["review ours"]
    with pytest.raises(NotAllowed):
        reviews.recommend_review(review=review, given=recommended(TODAY), by=by, now=NOW)
    with pytest.raises(NotAllowed):
        reviews.record_review_decision(
            incident=review.incident, given=decided(scene.partnership, TODAY), by=by, now=NOW
        )


def test_who_is_no_longer_named_records_nothing(scene, manager, ended):
    named = ended.incident.named.get(part="caseworker")
    reviews.end_naming(named=named, by=scene.actor("notifier"), now=AT)
    with pytest.raises(RuleBroken, match="named to the case"):
        decide(scene, ended)
    with pytest.raises(RuleBroken, match="named to the case"):
        reviews.recommend_review(review=ended, given=recommended(TODAY), by=manager, now=AT)


def sight_of(scene, name):
    records.grant_sight(
        record=scene.record(name), person_id=scene.people["lead_partner"].pk,
        reason="Decides with the Executive", ends_at=NOW + timedelta(days=7),
        by=scene.actor("business_manager"), now=NOW,
    )  # fmt: skip
    reviews.attest(
        record=scene.record(name), reason="I decide on this case",
        by=scene.actor("lead_partner"), now=NOW,
    )  # fmt: skip


def test_sight_of_the_rapid_review_shows_the_recommendation_and_no_decision(scene):
    sight_of(scene, "review ours")
    visitor = Visitor(token=scene.tokens["lead_partner"])
    shown = visitor.get(f"/rapid-reviews/{scene.record('review ours').reference}")
    assert canary("recommended reasons") in shown
    assert canary("recommended criterion") in shown
    assert canary("decided reasons") not in shown
    visitor.get(f"/cases/{scene.record('case ours').reference}/local-review", status=404)
    with as_web(scene.tokens["lead_partner"]):
        assert (Recommendation.objects.count(), ReviewDecision.objects.count()) == (1, 0)


def test_sight_of_the_case_shows_the_decision_and_no_recommendation(scene):
    sight_of(scene, "case ours")
    visitor = Visitor(token=scene.tokens["lead_partner"])
    shown = visitor.get(f"/cases/{scene.record('case ours').reference}/local-review")
    for word in ("decided reasons", "dissent", "panel view", "position", "changed because"):
        assert canary(word) in shown
    assert canary("recommended reasons") not in shown
    assert "Record a new decision" not in shown
    with as_web(scene.tokens["lead_partner"]):
        assert (Recommendation.objects.count(), ReviewDecision.objects.count()) == (0, 2)


def test_the_trail_says_that_it_was_done_and_no_word_of_it(scene):
    codes = ("review_recommended", "review_decided", "review_delayed", "delay_told",
             "decision_told")  # fmt: skip
    lines = TrailEvent.objects.filter(code__in=codes)
    assert {one.code for one in lines} == set(codes)
    assert all(one.facts == {} for one in lines)
