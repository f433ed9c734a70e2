"""A local review begins with the Executive's decision; its terms of reference have versions, its
reviewer was weighed, and what runs beside it is looked at again and again (R6.4; domain 1.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.deciding import decided, delayed, places, purposes_answered
from builders.local_reviewing import appointed, initiated, terms
from builders.reviewing import caseworker, facts, notified
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.rules.deciding import Held
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
TODAY = AT.date()


@pytest.fixture
def manager(scene):
    """The caseworker of our case."""
    return scene.actor("business_manager")


@pytest.fixture
def review(scene):
    """A local review that was initiated on 2 March 2026."""
    return initiated(scene, AT)


def lines(review, code):
    return TrailEvent.objects.filter(about=review.record.reference, code=code).count()


# It begins


def test_it_waits_for_the_decision_to_initiate_it(scene, manager):
    by = scene.actor("notifier")
    incident = reviews.record_incident(facts=facts(AT - timedelta(hours=3)), by=by, now=AT)
    notified(incident, by, AT)
    caseworker(incident, scene.seat("business_manager"), by, AT)
    rapid = reviews.begin_rapid_review(incident=incident, by=manager, now=AT)
    purposes_answered(scene, rapid, AT)
    with pytest.raises(RuleBroken, match="begins with the Executive"):
        reviews.begin_local_review(incident=incident, by=manager, now=AT)


def test_it_begins_once_and_its_day_is_the_decisions(manager, review):
    assert review.initiated_on == date(2026, 3, 2)
    assert queries.clock_of(review.incident_id).stands_until == date(2026, 9, 2)  # six months
    with pytest.raises(RuleBroken, match="begun already"):
        reviews.begin_local_review(incident=review.incident, by=manager, now=AT)
    assert lines(review, "local_review_begun") == 1


def test_a_delay_moves_the_day_that_its_page_shows(scene, manager, review):
    from builders.deciding import approver

    until = date(2026, 12, 1)
    reviews.record_delay(
        incident=review.incident, given=delayed(TODAY, until),
        approver=_appointed_before(approver(scene.partnership)), by=manager, now=AT,
    )  # fmt: skip
    assert queries.clock_of(review.incident_id).stands_until == until


def _appointed_before(seat):
    seat.starts_at = AT - timedelta(days=1)
    return seat


def test_only_its_caseworker_runs_it(scene, review):
    for persona, refusal in (("notifier", NotAllowed), ("group_chair", NotAllowed)):
        with pytest.raises(refusal):
            reviews.set_terms(review=review, given=terms(TODAY), by=scene.actor(persona), now=AT)


def test_sight_of_the_case_is_no_sight_of_the_review(scene, manager, review):
    chair = scene.people["group_chair"]
    records.grant_sight(
        record=review.incident.record, person_id=chair.pk, reason="Reads the case for a time",
        ends_at=NOW + timedelta(days=2), by=manager, now=NOW,
    )  # fmt: skip
    actor = scene.actor("group_chair")
    assert queries.incident_by(actor, review.incident.record.reference, NOW)
    with pytest.raises(NotSeen):
        queries.local_review_by(actor, review.record.reference, NOW)


def test_who_is_named_later_sees_it_and_who_is_ended_does_not(scene, review):
    by = scene.actor("notifier")
    found = next(one for one in queries.named_to(review.incident) if one.part == "caseworker")
    reviews.end_naming(named=found, by=by, now=AT)
    with pytest.raises(NotSeen):
        queries.local_review_by(scene.actor("business_manager"), review.record.reference, NOW)
    caseworker(review.incident, scene.seat("business_manager"), by, AT)
    assert queries.local_review_by(scene.actor("business_manager"), review.record.reference, NOW)


def test_nothing_is_added_once_the_executive_decides_otherwise(scene, manager, review):
    held = {one.pk: Held("no-review", "There is nothing to learn from it") for one in
            places(scene.partnership)}  # fmt: skip
    given = decided(
        scene.partnership, TODAY, outcome="no-review", positions=held,
        changed_because="The post mortem found an illness",
    )  # fmt: skip
    reviews.record_review_decision(incident=review.incident, given=given, by=manager, now=AT)
    with pytest.raises(RuleBroken, match="decided otherwise"):
        reviews.set_terms(review=review, given=terms(TODAY), by=manager, now=AT)


# Terms of reference


def test_terms_have_versions_and_each_stays(manager, review):
    reviews.set_terms(review=review, given=terms(TODAY), by=manager, now=AT)
    with pytest.raises(RuleBroken) as refused:
        reviews.set_terms(review=review, given=terms(TODAY), by=manager, now=AT)
    assert refused.value.field == "changed_because"
    changed = terms(TODAY, agencies=("Police",), changed_because="Health knew nobody of them")
    reviews.set_terms(review=review, given=changed, by=manager, now=AT)
    first, second = queries.terms_of(review)
    assert (first.number, first.agencies) == (1, ["Police", "Health"])
    assert (second.number, second.agencies) == (2, ["Police"])
    assert first.asked == ["How was the child heard?", "How was knowledge shared?"]
    assert lines(review, "review_terms_set") == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to_on": date(2026, 3, 3)}, "to_on"),  # tomorrow
        ({"from_on": date(2026, 3, 1)}, "to_on"),  # after it ends
        ({"questions": "Why?"}, "questions"),
        ({"agencies": ()}, "agencies"),
        ({"agreed_by": " "}, "agreed_by"),
        ({"agreed_on": date(2026, 3, 3)}, "agreed_on"),
    ],
)
def test_terms_that_say_too_little_are_refused(manager, review, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        reviews.set_terms(review=review, given=terms(TODAY, **wrong), by=manager, now=AT)
    assert refused.value.field == field


# The reviewer


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"competence": "Good."}, "competence"),
        ({"conflict": "None."}, "conflict"),
        ({"reasons": "Cheap."}, "reasons"),
        ({"appointed_by": ""}, "appointed_by"),
        ({"appointed_on": date(2026, 3, 3)}, "appointed_on"),
        ({"appointed_on": date(2026, 3, 1)}, "appointed_on"),  # before it was initiated
    ],
)
def test_a_reviewer_is_weighed(manager, review, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        given = replace(appointed(TODAY), **wrong)
        reviews.appoint_reviewer(review=review, given=given, by=manager, now=AT)
    assert refused.value.field == field


def test_an_appointment_ends_once_with_its_reason(manager, review):
    made = reviews.appoint_reviewer(review=review, given=appointed(TODAY), by=manager, now=AT)
    for day in (date(2026, 3, 1), date(2026, 3, 3)):  # before it began, and tomorrow
        with pytest.raises(RuleBroken) as refused:
            reviews.end_reviewer(
                reviewer=made, ended_on=day, reason="They fell ill", by=manager, now=AT
            )
        assert refused.value.field == "ended_on"
    reviews.end_reviewer(reviewer=made, ended_on=TODAY, reason="They fell ill", by=manager, now=AT)
    with pytest.raises(RuleBroken, match="ended already"):
        reviews.end_reviewer(
            reviewer=made, ended_on=TODAY, reason="They fell ill", by=manager, now=AT
        )
    (found,) = queries.reviewers_of(review)
    assert found.end.reason == "They fell ill"


# Proceedings beside it


def test_proceedings_are_looked_at_again_and_each_look_stays(manager, review):
    made = reviews.record_proceeding(
        review=review, kind="inquest", what="Inquest into the death", status="expected",
        effect="The pathologist is not spoken to before", reviewed_on=date(2026, 2, 27),
        by=manager, now=AT,
    )  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        reviews.review_proceeding(
            proceeding=made, status="open", effect="It means nothing for the timing",
            reviewed_on=date(2026, 2, 26), by=manager, now=AT,
        )  # fmt: skip
    assert refused.value.field == "reviewed_on"
    reviews.review_proceeding(
        proceeding=made, status="open", effect="It means nothing for the timing",
        reviewed_on=TODAY, by=manager, now=AT,
    )  # fmt: skip
    (found,) = queries.proceedings_of(review)
    assert [one.status for one in found.standings.all()] == ["open", "expected"]


def test_what_is_entered_is_never_changed(manager, review):
    reviews.set_terms(review=review, given=terms(TODAY), by=manager, now=AT)
    for sql in ("UPDATE reviews_reviewterms SET questions = 'x'", "DELETE FROM reviews_reviewterms",
                "UPDATE reviews_localreview SET initiated_on = now()"):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


# Its pages


def test_the_database_keeps_an_entry_beside_its_review(world, review_elsewhere):
    """A row that names one review and stands behind another's record is refused."""
    sql = """INSERT INTO reviews_proceeding (record_id, review_id, kind, what, entered_at,
             entered_by) VALUES (%s, %s, 'other', 'x', now(), 'x')"""
    ours = world.works["local ours"]
    with as_web(world.tokens["business_manager"]), connection.cursor() as cursor:
        cursor.execute(sql, [ours.record_id, ours.pk])
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql, [ours.record_id, review_elsewhere.pk])


@pytest.fixture
def review_elsewhere(world):
    return initiated(world, NOW)


def test_its_page_asks_little_of_the_database(world):
    visitor = Visitor(token=world.tokens["business_manager"])
    reference = world.record("local ours").reference
    answer = visitor.ask("get", f"/local-reviews/{reference}")
    assert canary("local effect") in answer.content.decode()
    assert visitor.statements <= 12


def test_the_case_leads_to_it_for_who_sees_it(world):
    visitor = Visitor(token=world.tokens["business_manager"])
    there = f"/local-reviews/{world.record('local ours').reference}"
    for path in ("/cases", f"/cases/{world.record('case ours').reference}",
                 f"/cases/{world.record('case ours').reference}/local-review"):  # fmt: skip
        assert there in visitor.ask("get", path).content.decode(), path


def test_begin_is_offered_until_it_has_begun(world):
    visitor = Visitor(token=world.tokens["business_manager"])
    path = f"/cases/{world.record('case ours').reference}/local-review"
    assert "Begin the local review" not in visitor.ask("get", path).content.decode()
