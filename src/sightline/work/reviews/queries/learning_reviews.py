"""Learning reviews in sight, and learning that was passed to a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.registers.actions.models import Recommendation
from sightline.registers.partnership.models import ArrangementVersion, Body, Seat
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    LearningFinding,
    LearningFindingRecommendation,
    LearningReview,
    LearningReviewEnd,
    LearningReviewNamed,
    LearningReviewStep,
    PassedLearning,
)
from sightline.work.reviews.queries.cases import of_case, seats_that_may_be
from sightline.work.reviews.queries.local_review_findings import recommended_from

SHOWN = 200
FORMER_BOARD = "former-board"  # as the arrangement file calls this kind of body


def learning_reviews(actor: Actor, now: datetime) -> list[LearningReview]:
    """Learning reviews in sight, the newest first."""
    rows = LearningReview.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    )
    joined = rows.select_related("record", "end").defer("record__words", "why", "end__learnt")
    return list(joined.order_by("-pk")[:SHOWN])


ONE = of_case(lambda: LearningReview.objects.select_related("record", "body", "end"))


def learning_review_by(actor: Actor, reference: str, now: datetime) -> LearningReview:
    """The learning review with this reference; `NotSeen` when it is absent or hidden. It says
    whether the actor has attested, here or to its case, and which case it follows, if they see
    that."""
    return ONE.by(actor, reference, now)


def learning_review_to_change(review: LearningReview) -> LearningReview:
    """A learning review, for nobody else to change meanwhile: its cover sheet is held."""
    Record.objects.select_for_update().only("pk").get(pk=review.record_id)
    return LearningReview.objects.select_related("record", "body", "end").get(pk=review.pk)


def steps_of(review: LearningReview) -> list[LearningReviewStep]:
    """What was done, in the order of its days."""
    return list(LearningReviewStep.objects.filter(review=review).order_by("happened_on", "pk"))


def named_in(review: LearningReview) -> list[LearningReviewNamed]:
    """Who is named to a learning review, in order."""
    return list(LearningReviewNamed.objects.filter(review=review).order_by("pk"))


@dataclass(frozen=True)
class LearningFound:
    """A finding, and the recommendations made from it that the reader sees."""

    finding: LearningFinding
    recommendations: list[Recommendation]


def found_by(review: LearningReview, actor: Actor, now: datetime) -> list[LearningFound]:
    """Every finding in order, each with its recommendations within the reader’s sight of them."""
    findings = LearningFinding.objects.filter(review=review).order_by("number")
    made = LearningFindingRecommendation.objects.filter(review=review).order_by("pk")
    of = {one.recommendation_id: one.finding_id for one in made}
    seen = recommended_from(of, actor, now)
    return [LearningFound(one, seen.get(one.pk, [])) for one in findings]


def learning_finding(review: LearningReview, number: int) -> LearningFinding:
    """One finding of a learning review, by its number; `NotSeen` where there is none."""
    rows = LearningFinding.objects.filter(review=review, number=number)
    return one_of(rows.select_related("review"))


def is_over(review: LearningReview) -> bool:
    """Whether the review is complete."""
    return LearningReviewEnd.objects.filter(review=review).exists()


def former_board(partnership_id: int) -> Body | None:
    """The Board that these arrangements replaced, if they name one."""
    return Body.objects.filter(partnership=partnership_id, kind=FORMER_BOARD).first()


def changed_over_on(partnership_id: int) -> date | None:
    """The day on which the first arrangements of this partnership took effect."""
    rows = ArrangementVersion.objects.filter(partnership=partnership_id)
    return rows.order_by("starts_on").values_list("starts_on", flat=True).first()


def groups(partnership_id: int) -> dict[int, Body]:
    """The groups that may begin a learning review, or be passed what was learnt, by number."""
    rows = Body.objects.filter(
        partnership=partnership_id, kind__in=["executive", "group"], ends_on=None
    )
    return {one.pk: one for one in rows.order_by("name")}


def casework_seats(partnership_id: int, person_id: int | None = None) -> list[Seat]:
    """Live seats of caseworkers, all of them or one person’s."""
    rows = seats_that_may_be("caseworker", partnership_id)
    return list(rows if person_id is None else rows.filter(person=person_id))


def passed_from(record: Record, actor: Actor, now: datetime) -> list[PassedLearning]:
    """What was passed on from a review, as far as the reader sees it."""
    return list(_passed(actor, now).filter(source=record).order_by("pk"))


def passed_seen(actor: Actor, now: datetime) -> list[PassedLearning]:
    """Learning passed to groups that the reader sees, the newest first."""
    return list(_passed(actor, now).order_by("-pk")[:SHOWN])


def passed_by(actor: Actor, reference: str, now: datetime) -> PassedLearning:
    """One piece of learning with this reference; `NotSeen` when it is absent or hidden."""
    return one_of(_passed(actor, now).filter(record__reference=reference))


def source_seen(passed: PassedLearning, actor: Actor, now: datetime) -> Record | None:
    """The record of the review that learning came from, to who sees it."""
    rows = Record.objects.filter(sight(actor, now), pk=passed.source_id)
    return rows.only("reference", "kind").first()


def passed_to_change(passed: PassedLearning) -> PassedLearning:
    """Learning that was passed on, for nobody else to answer meanwhile."""
    Record.objects.select_for_update().only("pk").get(pk=passed.record_id)
    return PassedLearning.objects.select_related("record", "taken_up").get(pk=passed.pk)


def _passed(actor: Actor, now: datetime) -> QuerySet[PassedLearning]:
    rows = PassedLearning.objects.filter(
        sight(actor, now, "record__"), partnership=actor.partnership_id
    )
    return rows.select_related("record", "body", "taken_up").defer("record__words")
