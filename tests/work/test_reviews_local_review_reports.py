"""The family is planned for and heard, drafts have versions that agencies check, findings lead to
recommendations, and a review is complete before it is published (R6.4; domain 1.6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders.local_reviewing import (
    draft_filed,
    family_planned,
    found,
    initiated,
    learnt,
    planned,
    recommended_from,
    terms,
    told,
)
from builders.world import NOW, canary
from clients import Visitor
from sightline.foundation.errors import RuleBroken
from sightline.registers.evidence.models import DocumentVersion
from sightline.work.reviews import operations as reviews
from sightline.work.reviews import queries
from sightline.work.reviews.rules.local_review_people import counted
from web.test_policy_and_database_give_the_same_rows import as_web

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def manager(scene):
    """The caseworker of our case."""
    return scene.actor("business_manager")


@pytest.fixture
def review(scene):
    """A local review of a case with one child among its people."""
    made = initiated(scene, NOW)
    reviews.keep_identity(
        people=made.incident.identities, label="Child A", part="child", name="Robin Invented",
        by=scene.actor("notifier"), now=NOW,
    )  # fmt: skip
    return made


def step(plan, manager, what, words="", on=TODAY):
    return reviews.record_family_step(
        plan=plan, step=what, happened_on=on, words=words, by=manager, now=NOW
    )


# The family


def test_the_family_is_called_as_in_the_case_and_stays_masked(scene, manager, review):
    plan = family_planned(scene, review)
    assert (plan.label, plan.number) == ("Child A", 1)
    again = family_planned(scene, review)
    assert again.number == 2
    (member,) = queries.family_of(review)
    assert [one.number for one in member.plans] == [1, 2]


def test_nobody_of_another_case_is_planned_for(scene, manager, review):
    other = initiated(scene, NOW)
    (person,) = queries.family_to_choose(review).values()
    with pytest.raises(RuleBroken) as refused:
        reviews.plan_family(review=other, person=person, given=planned(), by=manager, now=NOW)
    assert refused.value.field == "person"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"speaker": ""}, "speaker"), ({"way": "rumour"}, "way"), ({"words": "Visit"}, "words")],
)
def test_a_plan_says_who_speaks_and_by_what(manager, review, wrong, field):
    (person,) = queries.family_to_choose(review).values()
    with pytest.raises(RuleBroken) as refused:
        reviews.plan_family(
            review=review, person=person, given=planned(**wrong), by=manager, now=NOW
        )
    assert refused.value.field == field


def test_they_answer_an_offer_and_judge_a_draft_they_were_told_of(scene, manager, review):
    plan = family_planned(scene, review)
    for too_early in ("declined", "took-part", "draft-view"):
        with pytest.raises(RuleBroken) as refused:
            step(plan, manager, too_early, "Nobody rang us back")
        assert refused.value.field == "step"
    step(plan, manager, "offered", on=BEFORE)
    with pytest.raises(RuleBroken) as refused:
        step(plan, manager, "took-part")
    assert refused.value.field == "words"  # in their words
    step(plan, manager, "took-part", "Nobody rang us back")
    later = family_planned(scene, review)  # what was offered under the first plan counts
    step(later, manager, "draft-told")
    step(later, manager, "draft-view", "It is not how it was")
    with pytest.raises(RuleBroken) as refused:
        step(later, manager, "offered", on=AFTER)
    assert refused.value.field == "happened_on"
    (member,) = queries.family_of(review)
    assert [one.step for one in member.steps] == ["offered", "took-part", "draft-told",
                                                  "draft-view"]  # fmt: skip


# Practitioners


def test_who_came_is_counted_by_agency_and_named_nowhere(manager, review):
    reviews.record_practitioner_event(review=review, given=told(TODAY), by=manager, now=NOW)
    (event,) = queries.practitioner_events_of(review)
    assert {one.agency: one.number for one in event.came.all()} == {
        "Police": 3,
        "Health visiting": 12,
    }


@pytest.mark.parametrize(
    "came", ["", "Police", "Police: none", "Police: 0", "Police: 501", "Police: 3\nPolice: 4"]
)
def test_lines_that_cannot_be_counted_are_refused(came):
    with pytest.raises(RuleBroken) as refused:
        counted(came)
    assert refused.value.field == "came"


# Drafts


def test_drafts_have_versions_and_no_name_of_their_own(scene, manager, review):
    draft_filed(scene, review, BEFORE)
    with pytest.raises(RuleBroken) as refused:
        draft_filed(scene, review, TODAY, changed="New")
    assert refused.value.field == "changed"
    with pytest.raises(RuleBroken) as refused:
        draft_filed(scene, review, BEFORE - timedelta(days=1))
    assert refused.value.field == "drafted_on"
    draft_filed(scene, review, TODAY)
    reference = review.record.reference
    assert [one.number for one in queries.drafts_of(review)] == [1, 2]
    names = DocumentVersion.objects.filter(record=review.record).order_by("pk")
    assert [one.filename for one in names] == [f"{reference}-draft-1.txt",
                                               f"{reference}-draft-2.txt"]  # fmt: skip


def test_each_agency_answers_once_about_each_draft(scene, manager, review):
    draft = draft_filed(scene, review, TODAY)

    def asked():
        return reviews.ask_about_draft(
            draft=draft, agency="Police", asked_on=TODAY, due_on=AFTER, by=manager, now=NOW
        )

    check = asked()
    with pytest.raises(RuleBroken) as refused:
        asked()
    assert refused.value.field == "agency"

    def corrected(is_accepted, reason=""):
        return reviews.settle_correction(
            check=check, wanted="The day of the visit", is_accepted=is_accepted, reason=reason,
            by=manager, now=NOW,
        )  # fmt: skip

    with pytest.raises(RuleBroken, match="asks for corrections"):
        corrected(is_accepted=True)
    answer = {"outcome": "corrections", "who": "The lead", "answered_on": TODAY}
    reviews.record_accuracy(check=check, **answer, by=manager, now=NOW)
    with pytest.raises(RuleBroken, match="have answered"):
        reviews.record_accuracy(check=check, **answer, by=manager, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        corrected(is_accepted=False)
    assert refused.value.field == "reason"
    corrected(is_accepted=True)
    corrected(is_accepted=False, reason="Two records agree on it")
    (shown,) = queries.drafts_of(review)
    (one,) = shown.checks.all()
    assert [it.is_accepted for it in one.answer.corrections.all()] == [True, False]


# Findings, and the end


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"words": "Bad"}, "words"), ({"evidence": "It"}, "evidence"), ({"theme": "blame"}, "theme")],
)
def test_a_finding_has_evidence_and_a_theme(manager, review, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        reviews.record_finding(review=review, given=found(**wrong), by=manager, now=NOW)
    assert refused.value.field == field


def test_a_recommendation_goes_into_the_register_from_its_finding(scene, manager, review):
    finding = reviews.record_finding(review=review, given=found(), by=manager, now=NOW)
    made = recommended_from(scene, finding)
    assert (made.origin, made.source_id) == ("review", review.record_id)
    assert made.record.arises_from_id == review.incident.record_id  # an interest hides it as well
    (shown,) = queries.findings_of(review, manager, NOW)
    assert shown.recommendations == [made]


def test_learning_is_acted_on_before_the_end(manager, review):
    for wrong, field in (({"done": "Soon"}, "done"), ({"acted_on": AFTER}, "acted_on")):
        with pytest.raises(RuleBroken) as refused:
            reviews.record_interim_learning(
                review=review, given=learnt(TODAY, **wrong), by=manager, now=NOW
            )
        assert refused.value.field == field


def complete(review, draft, manager, on=TODAY):
    return reviews.complete_local_review(
        review=review, draft=draft, completed_on=on, by=manager, now=NOW
    )


def test_a_review_is_complete_on_its_last_version_and_nothing_is_added(scene, manager, review):
    first = draft_filed(scene, review, BEFORE)
    with pytest.raises(RuleBroken, match="what the review found"):
        complete(review, first, manager)
    finding = reviews.record_finding(review=review, given=found(), by=manager, now=NOW)
    last = draft_filed(scene, review, TODAY)
    for draft, on, field in ((first, TODAY, "draft"), (last, BEFORE, "completed_on"),
                             (last, AFTER, "completed_on")):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            complete(review, draft, manager, on)
        assert refused.value.field == field
    complete(review, last, manager)
    assert queries.completion_of(review).draft == last
    for act in (
        lambda: reviews.set_terms(review=review, given=terms(TODAY), by=manager, now=NOW),
        lambda: draft_filed(scene, review, TODAY),
        lambda: recommended_from(scene, finding),
        lambda: complete(review, last, manager),
    ):
        with pytest.raises(RuleBroken, match="is complete"):
            act()


def test_to_complete_a_review_ends_no_clock(scene, manager, review):
    """It is not published by it: the six months run on."""
    before = queries.clock_of(review.incident_id).stands_until
    draft = draft_filed(scene, review, TODAY)
    reviews.record_finding(review=review, given=found(), by=manager, now=NOW)
    complete(review, draft, manager)
    assert queries.clock_of(review.incident_id).stands_until == before


# Its pages, and the database


def test_the_database_plans_for_nobody_of_another_case(world):
    """Nor under another name than theirs."""
    review, plan = world.works["local ours"], world.works["family ours"]
    theirs = world.works["child theirs"]
    sql = """INSERT INTO reviews_familyplan (record_id, review_id, case_person_id, label, number,
             speaker, way, words, entered_at, entered_by)
             VALUES (%s, %s, %s, %s, 9, 'x', 'visit', 'x', now(), 'x')"""
    with as_web(world.tokens["business_manager"]), connection.cursor() as cursor:
        for person, label in ((theirs.pk, "Child A"), (plan.case_person_id, "Robin Invented")):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(sql, [review.record_id, review.pk, person, label])
        cursor.execute(sql, [review.record_id, review.pk, plan.case_person_id, "Child A"])


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("family", "local voice"),
        ("family", "local practitioners"),
        ("drafts", "local correction"),
        ("findings", "local finding"),
        ("findings", "local learning"),
    ],
)
def test_its_pages_tell_it_and_ask_little_of_the_database(world, path, word):
    visitor = Visitor(token=world.tokens["group_chair"])  # sits on the panel
    answer = visitor.ask("get", f"/local-reviews/{world.record('local ours').reference}/{path}")
    assert canary(word) in answer.content.decode()
    assert visitor.statements <= 12


def test_a_draft_is_downloaded_by_the_panel_and_by_nobody_else(world):
    version = DocumentVersion.objects.filter(record=world.record("local ours")).latest("pk")
    for persona, status in (("group_chair", 200), ("lead_partner", 404), ("business_unit", 404)):
        answer = Visitor(token=world.tokens[persona]).ask("get", f"/documents/{version.pk}")
        assert answer.status_code == status, persona
