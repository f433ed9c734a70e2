"""Learning reviews besides the local review, learning that is passed to a group (R6.7), and reviews
begun under the former Board, which has twelve months to finish them (R0.5; domain 1.7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from builders.learning_reviewing import (
    begins,
    begun,
    begun_before,
    body,
    ended,
    finds,
    found,
    passes,
)
from builders.world import NOW
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.records import operations as records
from sightline.registers.records.queries import waiting_for
from sightline.work.reviews.models import LearningReview, LearningReviewEnd
from sightline.work.reviews.operations import learning_reviews as operations
from sightline.work.reviews.operations import passing
from sightline.work.reviews.queries import learning_reviews as queries
from sightline.work.reviews.rules import learning_reviews as rules

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
SAID = "The second call was what kept the baby safe."


@pytest.fixture
def manager(scene):
    """Runs the reviews of ours."""
    return scene.actor("business_manager")


@pytest.fixture
def review(scene):
    """A learning review about a child, which has just begun."""
    return begins(scene, NOW)


def on(name: str, day: date) -> dict[str, str]:
    """A day as the three boxes of a form send it."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


# Who knows of it


def test_one_about_a_child_is_known_to_who_began_it_alone(scene, review):
    for persona in ("notifier", "group_chair", "lead_partner", "business_unit", "stranger"):
        with pytest.raises(NotSeen):
            queries.learning_review_by(scene.actor(persona), review.record.reference, NOW)
    assert review.record.title == "Learning review"  # of whatever kind
    assert review.record.summary == ""


def test_one_about_no_child_is_its_groups(scene, manager):
    made = begins(scene, NOW, is_about_child=False)
    for persona in ("group_chair", "group_member", "lead_partner", "business_unit"):
        queries.learning_review_by(scene.actor(persona), made.record.reference, NOW)
    with pytest.raises(NotSeen):
        queries.learning_review_by(scene.actor("other_group_member"), made.record.reference, NOW)


def test_an_interest_in_the_case_hides_what_follows_it(scene, manager):
    case = scene.works["case ours"]
    made = begins(scene, NOW, case=case)
    passed = passes(scene, made, NOW)
    reader = scene.actor("lead_partner")
    assert queries.passed_by(reader, passed.record.reference, NOW).pk == passed.pk
    records.detect_conflict(
        record=case.record, person_id=reader.person_id, nature="Knows the family", by=manager,
        now=NOW,
    )  # fmt: skip
    with pytest.raises(NotSeen):
        queries.passed_by(reader, passed.record.reference, NOW)


def test_who_was_given_sight_reads_and_does_not_run_it(scene, review):
    with pytest.raises(NotAllowed):
        operations.record_learning_step(
            review=review, words=SAID, happened_on=TODAY, by=scene.actor("group_chair"), now=NOW
        )


def test_another_caseworker_is_named_once_and_for_a_reason(scene, manager, review):
    seat = scene.seat("notifier")
    with pytest.raises(RuleBroken) as refused:  # a notifier is no caseworker
        operations.name_to_learning_review(
            review=review, seat=seat, reason="Takes it over in May", by=manager, now=NOW
        )
    assert refused.value.field == "seat"
    mine = scene.seat("business_manager")
    with pytest.raises(RuleBroken, match="see this review already"):
        operations.name_to_learning_review(
            review=review, seat=mine, reason="Takes it over in May", by=manager, now=NOW
        )


# How it begins


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "serious-case"}, "kind"),
        ({"asked_by": ""}, "asked_by"),
        ({"asked_on": AFTER}, "asked_on"),
        ({"why": "Because"}, "why"),
        ({"agencies": ()}, "agencies"),
        ({"lead": ""}, "lead"),
        ({"method": ""}, "method"),
        ({"kind": "single-agency"}, "agencies"),  # it names two
    ],
)
def test_it_says_who_asked_why_of_whom_and_how(wrong, field):
    with pytest.raises(RuleBroken) as refused:
        rules.check_begun(begun(TODAY, **wrong), today=TODAY)
    assert refused.value.field == field


def test_what_follows_a_case_is_about_a_child(scene, manager):
    with pytest.raises(RuleBroken) as refused:
        begins(scene, NOW, case=scene.works["case ours"], is_about_child=False)
    assert refused.value.field == "is_about_child"


# Work and end


def test_good_practice_is_a_finding_and_leads_to_a_recommendation(scene, manager, review):
    finding = finds(scene, review, NOW)
    made = operations.recommend_from_learning(
        finding=finding, body=body(scene, "executive"), wording="Ring a second time.",
        hoped_for="Babies are seen sooner.", to_whom="All agencies", to_agency=None, by=manager,
        now=NOW,
    )  # fmt: skip
    (shown,) = queries.found_by(review, manager, NOW)
    assert (shown.finding.shows, shown.recommendations) == ("well", [made])
    assert made.record.arises_from_id == review.record_id


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"shows": "?"}, "shows"), ({"words": "Good"}, "words"), ({"evidence": ""}, "evidence"),
     ({"theme": "?"}, "theme")],
)  # fmt: skip
def test_a_finding_says_what_it_shows_and_what_shows_it(wrong, field):
    with pytest.raises(RuleBroken) as refused:
        rules.check_found(found(**wrong))
    assert refused.value.field == field


def test_it_ends_once_with_what_was_learnt(scene, manager, review):
    with pytest.raises(RuleBroken, match="what the review found"):
        operations.end_learning_review(review=review, given=ended(TODAY), by=manager, now=NOW)
    finds(scene, review, NOW)
    for wrong, field in (
        ({"completed_on": AFTER}, "completed_on"),
        ({"learnt": "Much"}, "learnt"),
        ({"published_on": TODAY}, "published_on"),  # it is passed on, not published
    ):
        with pytest.raises(RuleBroken) as refused:
            operations.end_learning_review(
                review=review, given=ended(TODAY, **wrong) if "learnt" not in wrong
                else replace(ended(TODAY), **wrong), by=manager, now=NOW,
            )  # fmt: skip
        assert refused.value.field == field
    operations.end_learning_review(review=review, given=ended(TODAY), by=manager, now=NOW)
    with pytest.raises(RuleBroken, match="complete"):
        finds(scene, review, NOW)


# Passed to a group


def test_what_is_passed_on_waits_for_the_group_until_it_answers(scene, manager, review):
    passed = passes(scene, review, NOW, to="learning-group")
    group = body(scene, "learning-group")
    assert passed.record in waiting_for(group, manager, NOW)
    shown = f"{passed.record.title} {passed.record.summary} {passed.words}"
    assert review.record.reference not in shown
    with pytest.raises(NotAllowed):
        passing.take_up_learning(
            passed=passed, words=SAID, decided_on=TODAY, by=scene.actor("group_member"), now=NOW
        )
    for words, day, field in (("Yes", TODAY, "words"), (SAID, BEFORE, "decided_on")):
        with pytest.raises(RuleBroken) as refused:
            passing.take_up_learning(
                passed=passed, words=words, decided_on=day, by=manager, now=NOW
            )
        assert refused.value.field == field
    passing.take_up_learning(passed=passed, words=SAID, decided_on=TODAY, by=manager, now=NOW)
    assert passed.record not in waiting_for(group, manager, NOW)
    with pytest.raises(RuleBroken, match="already"):
        passing.take_up_learning(passed=passed, words=SAID, decided_on=TODAY, by=manager, now=NOW)
    assert TrailEvent.objects.filter(code="learning_passed", about=review.record.reference).exists()


def test_a_page_of_what_was_passed_leads_back_for_who_sees_the_review(scene, manager):
    passed = scene.works["passed ours"]
    there = f"/passed-learning/{passed.record.reference}"
    source = scene.record("lesson ours").reference
    assert source in Visitor(token=scene.tokens["business_manager"]).get(there)
    assert source not in Visitor(token=scene.tokens["other_group_member"]).get(there)


# Begun under the former Board


def test_the_former_board_has_twelve_months_from_the_change(scene, manager):
    # the arrangements of the tests take effect on 30 September 2019, as their file says
    made = operations.begin_former_review(given=begun_before(), by=manager, now=NOW)
    assert (made.changed_over_on, made.due_on) == (date(2019, 9, 30), date(2020, 9, 30))
    assert "12 months after 30 September 2019 is Wednesday 30 September 2020" in made.workings
    assert made.rule_version == "former-board-review-finished/1"
    assert made.body.kind == "former-board"
    assert made.get_kind_display() == "Serious case review"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "reflective"}, "kind"),
        ({"guidance": ""}, "guidance"),
        ({"began_on": date(2019, 9, 30)}, "began_on"),  # the day of the change is not before it
    ],
)
def test_only_what_began_before_the_change_is_the_former_boards(scene, manager, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        operations.begin_former_review(given=begun_before(**wrong), by=manager, now=NOW)
    assert refused.value.field == field


def test_a_partnership_without_a_former_board_finishes_nothing_for_it(scene):
    with pytest.raises(RuleBroken, match="no former Board"):
        operations.begin_former_review(given=begun_before(), by=scene.actor("stranger"), now=NOW)


def test_the_last_day_is_in_time_and_the_next_needs_a_reason_and_who_approved(scene, manager):
    made = operations.begin_former_review(given=begun_before(), by=manager, now=NOW)
    finds(scene, made, NOW)
    last = date(2020, 9, 30)
    late = ended(last + timedelta(days=1), published_on=date(2020, 11, 2))
    why, who = {"late_reason": "A trial went on"}, {"late_approved_by": "The Executive"}
    for more, field in (
        ({}, "late_reason"),
        (why, "late_approved_by"),
        ({**why, **who}, "late_approved_on"),
        ({**why, **who, "late_approved_on": date(2019, 5, 30)}, "late_approved_on"),
    ):
        with pytest.raises(RuleBroken) as refused:
            operations.end_learning_review(
                review=made, given=replace(late, **more), by=manager, now=NOW
            )
        assert refused.value.field == field
    with pytest.raises(RuleBroken) as refused:
        operations.end_learning_review(
            review=made, given=ended(last, published_on=last - timedelta(days=1)), by=manager,
            now=NOW,
        )  # fmt: skip
    assert refused.value.field == "published_on"
    operations.end_learning_review(
        review=made, given=ended(last, published_on=date(2020, 11, 2)), by=manager, now=NOW
    )
    assert LearningReviewEnd.objects.get(review=made).late_reason == ""


@pytest.mark.parametrize(
    ("today", "complete", "stage"),
    [
        (date(2020, 9, 30), False, "going-on"),
        (date(2020, 10, 1), False, "late"),
        (date(2020, 10, 1), True, "complete"),
    ],
)
def test_where_one_stands(today, complete, stage):
    due_on = date(2020, 9, 30)
    assert rules.stage(is_complete=complete, due_on=due_on, today=today) == stage
    assert rules.stage(is_complete=False, due_on=None, today=today) == "going-on"


def test_the_database_keeps_the_clock_of_the_former_board(scene, review):
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningReview.objects.create(
            record=scene.record("passed ours"), partnership=scene.partnership, body=body(scene),
            kind="serious-case", is_about_child=True, began_on=TODAY, why=SAID, agencies=["Police"],
            lead="A nurse", method="A morning", begun_at=NOW, begun_by="Somebody",
        )  # fmt: skip


# On its pages


def test_from_the_list_to_the_end_on_its_pages_alone(scene):
    visitor = Visitor(token=scene.tokens["business_manager"])
    assert "Begin a learning review" in visitor.get("/learning-reviews")
    visitor.get("/learning-reviews/begin")
    offered = visitor.get("/learning-reviews/begin")
    agency = offered.split('name="agencies"')[1].split('value="')[1].split('"')[0]
    there = visitor.post(
        "/learning-reviews/begin",
        {"kind": "good-practice", "is_about_child": "yes", "body": body(scene).pk,
         "asked_by": "The group", **on("asked_on", TODAY), "why": SAID, "agencies": [agency],
         "lead": "A named nurse", "method": "A morning together", "case": ""},
        status=302,
    )  # fmt: skip
    opened = visitor.post(f"{there}/open", {"reason": "I run this review"}, status=302)
    assert "Nothing is found yet" in visitor.get(opened)
    for path, data in (
        ("steps", {"words": "The morning was held.", **on("happened_on", TODAY)}),
        ("findings", {"shows": "well", "words": SAID, "evidence": SAID, "theme": "together"}),
        ("findings/1/recommend", {"wording": "Ring a second time before writing.",
                                  "hoped_for": "Babies are seen sooner.", "body": body(scene).pk,
                                  "to_agency": "", "to_whom": "All agencies"}),
    ):  # fmt: skip
        visitor.get(f"{there}/{path}")
        visitor.post(f"{there}/{path}", data, status=302)
    visitor.get(f"{there}/pass")
    passed = visitor.post(
        f"{there}/pass",
        {"body": body(scene, "learning-group").pk, "title": "Ringing twice", "words": SAID},
        status=302,
    )
    visitor.get(f"{passed}/answer")
    visitor.post(f"{passed}/answer", {"words": SAID, **on("decided_on", TODAY)}, status=302)
    assert "Answered" in visitor.get(passed)
    visitor.get(f"{there}/complete")
    visitor.post(f"{there}/complete", {"learnt": SAID, **on("completed_on", TODAY)}, status=302)
    told = visitor.get(there)
    assert "Complete the review" not in told
    assert "Ringing twice" in told


def test_one_of_the_former_board_on_its_pages(scene):
    visitor = Visitor(token=scene.tokens["business_manager"])
    offered = visitor.get("/learning-reviews/former")
    agency = offered.split('name="agencies"')[1].split('value="')[1].split('"')[0]
    there = visitor.post(
        "/learning-reviews/former",
        {"kind": "serious-case", "guidance": "Working Together 2015",
         **on("began_on", date(2019, 5, 31)), "why": SAID, "agencies": [agency],
         "lead": "An author", "method": "Reports of each agency"},
        status=302,
    )  # fmt: skip
    visitor.post(f"{there}/open", {"reason": "I run this review"}, status=302)
    told = visitor.get(there)
    assert "12 months after 30 September 2019" in told
    assert "Overdue" in told
    visitor.post(f"{there}/findings", {"shows": "better", "words": SAID, "evidence": SAID,
                                       "theme": "together"}, status=302)  # fmt: skip
    late = {"learnt": SAID, **on("completed_on", date(2021, 1, 4)), "late_reason": "",
            "late_approved_by": "", **on("published_on", date(2021, 2, 1))}  # fmt: skip
    assert "It ends late: say why" in visitor.post(f"{there}/complete", late)
    visitor.post(
        f"{there}/complete",
        {
            **late,
            "late_reason": "A trial went on",
            "late_approved_by": "The Executive",
            **on("late_approved_on", date(2020, 9, 1)),
        },
        status=302,
    )
    assert "published on 1 February 2021" in visitor.get(there)
