"""For a local review agencies are asked on a stated basis, each in a space of its own, chased and
given time, and answer once (R6.4; domain 1.5; Children Act 2004 section 16H)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.local_reviewing import asked_for_information, asking, initiated
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.registers.records import operations as records
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.models import InformationAnswer
from sightline.work.reviews.rules.local_review_agencies import BASES, Answer, standing
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SAID = "We knew the child from birth and saw her four times."


@pytest.fixture
def manager(scene):
    """The caseworker of our case."""
    return scene.actor("business_manager")


@pytest.fixture
def review(scene):
    return initiated(scene, NOW)


@pytest.fixture
def asked(scene, review):
    """The agency that the persona `agency_lead` leads is asked."""
    return asked_for_information(scene, review, "agency_lead", TODAY)


def answer(request, by, outcome="answered", words=SAID):
    return reviews.answer_information(
        request=request, given=Answer(outcome, words, TODAY), by=by, now=NOW
    )


def test_the_power_to_ask_is_named():
    assert BASES["s16h"] == "Required under section 16H of the Children Act 2004"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "Them"}, "words"),
        ({"basis": "curiosity"}, "basis"),
        ({"basis_words": "?"}, "basis_words"),
        ({"asked_on": TODAY + timedelta(days=1)}, "asked_on"),
        ({"asked_on": TODAY - timedelta(days=1)}, "asked_on"),  # before the decision to initiate
        ({"due_on": TODAY}, "due_on"),
    ],
)
def test_a_request_that_says_too_little_is_refused(scene, manager, review, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        reviews.ask_for_information(
            review=review, author=scene.seat("agency_lead"), given=replace(asking(TODAY), **wrong),
            by=manager, now=NOW,
        )  # fmt: skip
    assert refused.value.field == field


def test_who_is_asked_sits_for_an_agency_and_is_not_the_caseworker(scene, manager, review):
    for persona in ("business_manager", "scrutineer"):
        with pytest.raises(RuleBroken) as refused:
            reviews.ask_for_information(
                review=review, author=scene.seat(persona), given=asking(TODAY), by=manager, now=NOW
            )
        assert refused.value.field == "author"


def test_an_agency_sees_its_own_request_and_no_other(scene, review, asked):
    other = asked_for_information(scene, review, "lead_partner", TODAY)
    lead = scene.actor("agency_lead")
    assert queries.information_request_by(lead, asked.record.reference, NOW) == asked
    for hidden in (other.record.reference, "INF-2020-001"):  # hidden and absent alike
        with pytest.raises(NotSeen):
            queries.information_request_by(lead, hidden, NOW)
    with pytest.raises(NotSeen):
        queries.local_review_by(lead, review.record.reference, NOW)


def test_the_panel_sees_no_request_by_seeing_the_review(scene, manager, review, asked):
    records.grant_sight(
        record=review.record, person_id=scene.people["group_chair"].pk, reason="Sits on the panel",
        ends_at=NOW + timedelta(days=2), by=manager, now=NOW,
    )  # fmt: skip
    chair = scene.actor("group_chair")
    assert queries.local_review_by(chair, review.record.reference, NOW)
    assert queries.information_asked(review, chair, NOW, TODAY) == []


def test_it_is_overdue_the_day_after_and_more_time_moves_the_day(scene, manager, review, asked):
    due = TODAY + timedelta(days=28)
    for day, state in ((due, "asked"), (due + timedelta(days=1), "late")):
        (one,) = queries.information_asked(review, manager, NOW, day)
        assert (one.due_on, one.state) == (due, state)
    reviews.extend_information(
        request=asked, until_on=due + timedelta(days=7), reason="Their records are on paper",
        by=manager, now=NOW,
    )  # fmt: skip
    (one,) = queries.information_asked(review, manager, NOW, due + timedelta(days=1))
    assert (one.due_on, one.state) == (due + timedelta(days=7), "asked")
    with pytest.raises(RuleBroken):
        reviews.extend_information(
            request=asked, until_on=due, reason="Their records are on paper", by=manager, now=NOW
        )


def test_each_chaser_is_kept_with_its_day(manager, review, asked):
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(RuleBroken) as refused:
            reviews.chase_information(
                request=asked, how="e-mail", chased_on=day, words="", by=manager, now=NOW
            )
        assert refused.value.field == "chased_on"
    for how in ("e-mail", "telephone"):
        reviews.chase_information(
            request=asked, how=how, chased_on=TODAY, words="", by=manager, now=NOW
        )
    (one,) = queries.information_asked(review, manager, NOW, TODAY)
    assert [it.how for it in one.request.chasers.all()] == ["e-mail", "telephone"]


@pytest.mark.parametrize("outcome", ["answered", "nil", "refused"])
def test_an_answer_is_given_once_with_its_words(scene, manager, review, asked, outcome):
    lead = scene.actor("agency_lead")
    with pytest.raises(RuleBroken) as refused:
        answer(asked, lead, outcome, "No.")
    assert refused.value.field == "words"
    answer(asked, lead, outcome)
    (one,) = queries.information_asked(review, manager, NOW, TODAY + timedelta(days=90))
    assert (one.state, one.answer.words) == (outcome, SAID)
    again = queries.information_request_by(manager, asked.record.reference, NOW)
    for act in (
        lambda: answer(again, lead),
        lambda: reviews.chase_information(request=again, how="letter", chased_on=TODAY, words="",
                                          by=manager, now=NOW),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="This was answered"):
            act()


def test_who_is_not_asked_does_not_answer(scene, asked):
    with pytest.raises(NotAllowed):
        answer(asked, scene.actor("lead_partner"))
    assert answer(asked, scene.actor("business_manager")).entered_by  # came in another way


def test_the_database_lets_nobody_else_answer(scene, world):
    """The agency's own answer is let in, another agency's is not; and none is changed."""
    request = world.works["information open"]
    sql = """INSERT INTO reviews_informationanswer (record_id, request_id, outcome, words,
             answered_on, entered_at, entered_by) VALUES (%s, %s, 'nil', 'x', now(), now(), 'x')"""
    for persona, lets in (("lead_partner", False), ("group_chair", False), ("agency_lead", True)):
        with as_web(world.tokens[persona]), connection.cursor() as cursor:
            if lets:
                cursor.execute(sql, [request.record_id, request.pk])
                continue
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(sql, [request.record_id, request.pk])
    with pytest.raises(DatabaseError), transaction.atomic():
        InformationAnswer.objects.update(words="x")


@pytest.mark.parametrize(
    ("outcome", "days", "state"),
    [("", 0, "asked"), ("", -1, "late"), ("nil", -1, "nil"), ("refused", 5, "refused")],
)
def test_where_a_request_stands(outcome, days, state):
    due_on = TODAY + timedelta(days=days)
    assert standing(outcome=outcome, due_on=due_on, today=TODAY) == state


def test_its_pages_ask_little_of_the_database(world):
    visitor = Visitor(token=world.tokens["business_manager"])
    reference = world.record("local ours").reference
    told = visitor.ask("get", f"/local-reviews/{reference}/agencies").content.decode()
    assert "Nothing is overdue" in told
    assert visitor.statements <= 8
    one = world.record("information shut").reference
    told = visitor.ask("get", f"/information-requests/{one}").content.decode()
    assert canary("information answered") in told
    assert visitor.statements <= 12


def test_an_agency_finds_its_request_among_its_cases(world):
    visitor = Visitor(token=world.tokens["agency_lead"])
    told = visitor.ask("get", "/cases").content.decode()
    assert world.record("information open").reference in told
    assert world.record("information shut").reference not in told
