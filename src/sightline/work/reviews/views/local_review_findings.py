"""What a local review found and recommends, what was learnt on the way, and its end."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse

from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import local_review_findings as forms
from sightline.work.reviews.models import LocalReview
from sightline.work.reviews.rules import local_review_findings as rules
from sightline.work.reviews.views.local_review_opening import (
    FINDINGS,
    address_of,
    enter,
    of_local_review,
    surroundings,
)
from sightline.work.reviews.views.opening import from_finding


@page(permissions.see_cases, logs_reads=True)
@of_local_review
def local_review_findings(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Every finding with its recommendations, interim learning, and whether it is complete."""
    context = {
        **surroundings(request, review, FINDINGS),
        "found": queries.findings_of(review, request.actor, request.now),
        "learning": queries.learning_of(review),
    }
    return render(request, "reviews/local_review_findings.html", context)


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def record_finding(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Record a finding."""

    def act(given: dict[str, Any]) -> None:
        operations.record_finding(
            review=review, given=rules.Found(**given), by=request.actor, now=request.now
        )

    return enter(
        request,
        review,
        forms.FindingForm(request.POST or None),
        act,
        said="The finding is recorded.",
        heading="Record a finding",
        back=FINDINGS,
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def recommend_from_finding(request: PageRequest, review: LocalReview, number: int) -> HttpResponse:
    """Make a recommendation from a finding."""
    recommend = partial(
        operations.recommend_from_finding, finding=queries.finding_of(review, number)
    )
    there = address_of(review, FINDINGS)
    return from_finding(request, review.record, number, recommend, there=there)


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def record_interim_learning(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Record what was learnt and acted on before the end."""

    def act(given: dict[str, Any]) -> None:
        operations.record_interim_learning(
            review=review, given=rules.Learnt(**given), by=request.actor, now=request.now
        )

    return enter(
        request,
        review,
        forms.LearntForm(request.POST or None),
        act,
        said="The learning is recorded.",
        heading="Record what was learnt and acted on",
        intro="Learning does not wait for the report.",
        back=FINDINGS,
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def complete_local_review(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Record that the review is complete."""
    drafts = {one.pk: one for one in queries.drafts_of(review)}

    def act(given: dict[str, Any]) -> None:
        operations.complete_local_review(
            review=review,
            draft=drafts[int(given["draft"])],
            completed_on=given["completed_on"],
            by=request.actor,
            now=request.now,
        )

    return enter(
        request,
        review,
        forms.CompletionForm(
            request.POST or None,
            drafts=[(pk, f"Draft {one.number}") for pk, one in reversed(drafts.items())],
        ),
        act,
        said="The review is complete.",
        heading="Complete the review",
        intro="This publishes nothing, and the six months run on until it is published. Nothing is "
        "added to the review afterwards.",
        back=FINDINGS,
    )
