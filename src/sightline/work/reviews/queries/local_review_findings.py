"""Findings of a local review with what is recommended from each, and whether it is complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sightline.foundation.lists import one_of
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
    seen = recommended_from(of, actor, now)
    return [FindingShown(one, seen.get(one.pk, [])) for one in findings]


def recommended_from(
    of: dict[int, int], actor: Actor, now: datetime
) -> dict[int, list[Recommendation]]:
    """Recommendations within the reader’s sight by the finding they were made from, of the findings
    of any review: `of` gives the number of the finding by that of the recommendation."""
    rows = Recommendation.objects.filter(sight(actor, now, "record__"), pk__in=list(of))
    seen: dict[int, list[Recommendation]] = {}
    for one in rows.select_related("record").defer("record__words").order_by("pk"):
        seen.setdefault(of[one.pk], []).append(one)
    return seen


def finding_of(review: LocalReview, number: int) -> Finding:
    """One finding of a review, by its number; `NotSeen` where there is none."""
    return one_of(Finding.objects.filter(review=review, number=number).select_related("review"))


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
