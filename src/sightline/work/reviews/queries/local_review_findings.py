"""Findings of a local review with what is recommended from each, and whether it is complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sightline.foundation.permissions import Actor
from sightline.registers.actions.models import Recommendation
from sightline.registers.partnership.models import Agency, Body
from sightline.registers.records.queries import sight
from sightline.work.reviews.models import (
    Finding,
    FindingRecommendation,
    InterimLearning,
    LocalReview,
    ReviewCompletion,
)


@dataclass(frozen=True)
class FindingShown:
    """A finding, and the recommendations made from it that the reader sees."""

    finding: Finding
    recommendations: list[Recommendation]


def findings_of(review: LocalReview, actor: Actor, now: datetime) -> list[FindingShown]:
    """Every finding in order, each with its recommendations within the reader’s sight of them."""
    findings = Finding.objects.filter(review=review).order_by("number")
    made = FindingRecommendation.objects.filter(review=review).order_by("pk")
    of = {one.recommendation_id: one.finding_id for one in made}
    rows = Recommendation.objects.filter(sight(actor, now, "record__"), pk__in=list(of))
    joined = rows.select_related("record").defer("record__words").order_by("pk")
    seen: dict[int, list[Recommendation]] = {}
    for one in joined:
        seen.setdefault(of[one.pk], []).append(one)
    return [FindingShown(one, seen.get(one.pk, [])) for one in findings]


def finding_of(review: LocalReview, number: int) -> Finding | None:
    """One finding of a review, by its number."""
    return Finding.objects.filter(review=review, number=number).select_related("review").first()


def learning_of(review: LocalReview) -> list[InterimLearning]:
    """What was learnt and acted on before the end, in order."""
    return list(InterimLearning.objects.filter(review=review).order_by("acted_on", "pk"))


def completion_of(review: LocalReview) -> ReviewCompletion | None:
    """That the review is complete, if it is."""
    return ReviewCompletion.objects.filter(review=review).select_related("draft").first()


def bodies_that_follow(partnership_id: int) -> dict[int, Body]:
    """The groups that may follow a recommendation, by number."""
    rows = Body.objects.filter(partnership=partnership_id, ends_on=None).order_by("name")
    return {one.pk: one for one in rows}


def agencies_to_choose(partnership_id: int) -> dict[int, Agency]:
    """The agencies of the arrangements that stand, by number."""
    rows = Agency.objects.filter(partnership=partnership_id, ends_on=None).order_by("name")
    return {one.pk: one for one in rows}
