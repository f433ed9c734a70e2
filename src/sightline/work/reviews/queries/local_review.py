"""Local reviews in sight: terms of reference, reviewers, and the proceedings beside them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch

from sightline.foundation.permissions import Actor
from sightline.registers.records.models import Record
from sightline.work.reviews.models import (
    Incident,
    LocalReview,
    Proceeding,
    ProceedingStanding,
    ReviewDecision,
    ReviewDelay,
    Reviewer,
    ReviewTerms,
)
from sightline.work.reviews.queries.cases import of_case
from sightline.work.reviews.queries.deciding import Deciding

ONE = of_case(lambda: LocalReview.objects.select_related("record", "completion__draft"))


def local_review_by(actor: Actor, reference: str, now: datetime) -> LocalReview:
    """The local review with this reference; `NotSeen` when it is absent or hidden. It says whether
    the actor has attested, here or to its case, and which case it is to who sees the case."""
    return ONE.by(actor, reference, now)


def local_review_of(incident: Incident) -> LocalReview | None:
    """The local review of a case in sight, if it has begun."""
    return LocalReview.objects.filter(incident=incident).select_related("record").first()


def local_review_to_change(review: LocalReview) -> LocalReview:
    """A local review, for nobody else to change meanwhile: its cover sheet is held."""
    Record.objects.select_for_update().only("pk").get(pk=review.record_id)
    return LocalReview.objects.select_related("record", "incident__record").get(pk=review.pk)


def clock_of(incident_id: int) -> Deciding:
    """The decisions and delays that set a review’s clock, without their words."""
    decisions = ReviewDecision.objects.filter(incident=incident_id).order_by("number")
    delays = ReviewDelay.objects.filter(decision__incident=incident_id).order_by("pk")
    return Deciding(
        list(decisions.only("number", "outcome", "initiated_on", "due_on")),
        list(delays.only("decision_id", "until_on")),
    )


def terms_of(review: LocalReview) -> list[ReviewTerms]:
    """Every version of the terms of reference, the last one last."""
    return list(ReviewTerms.objects.filter(review=review).order_by("number"))


def reviewers_of(review: LocalReview) -> list[Reviewer]:
    """Who leads or led a review, in order."""
    return list(Reviewer.objects.filter(review=review).select_related("ended").order_by("pk"))


def proceedings_of(review: LocalReview) -> list[Proceeding]:
    """The proceedings beside a review, each with every standing, the last one first."""
    standings = Prefetch("standings", ProceedingStanding.objects.order_by("-reviewed_on", "-pk"))
    return list(Proceeding.objects.filter(review=review).order_by("pk").prefetch_related(standings))
