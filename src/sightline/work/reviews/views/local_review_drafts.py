"""Drafts of a local review’s report, and agencies’ check that they are accurate."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import local_review_drafts as forms
from sightline.work.reviews.models import AccuracyCheck, LocalReview
from sightline.work.reviews.rules import local_review_drafts as rules
from sightline.work.reviews.views.local_review_opening import (
    DRAFTS,
    enter,
    of_local_review,
    surroundings,
)


@page(permissions.see_cases, logs_reads=True)
@of_local_review
def local_review_drafts(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Every draft, and what each agency answered about it."""
    context = {
        **surroundings(request, review, DRAFTS),
        "drafts": queries.drafts_of(review),
        "outcomes": rules.OUTCOMES,
    }
    return render(request, "reviews/local_review_drafts.html", context)


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def file_draft(request: PageRequest, review: LocalReview) -> HttpResponse:
    """File a draft of the report."""

    def act(given: dict[str, Any]) -> None:
        upload = given.pop("upload")
        operations.file_draft(
            review=review,
            given=rules.Drafted(**given),
            upload=upload,
            by=request.actor,
            now=request.now,
        )

    return enter(
        request,
        review,
        forms.DraftForm(
            request.POST or None, request.FILES or None, initial={"drafted_on": request.today}
        ),
        act,
        said="The draft is filed.",
        heading="File a draft",
        intro="Who sees the review reads it. Nothing is published by this.",
        back=DRAFTS,
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def ask_about_draft(request: PageRequest, review: LocalReview, number: int) -> HttpResponse:
    """Record that an agency is asked whether a draft is accurate."""
    found = next((one for one in queries.drafts_of(review) if one.number == number), None)
    if found is None:
        raise NotSeen
    draft = found
    names = [one.name for one in queries.agencies_to_choose(review.partnership_id).values()]

    def act(given: dict[str, Any]) -> None:
        operations.ask_about_draft(draft=draft, **given, by=request.actor, now=request.now)

    return enter(
        request,
        review,
        forms.AskAboutDraftForm(
            request.POST or None,
            agencies=[(name, name) for name in names],
            initial={"asked_on": request.today},
        ),
        act,
        said="It is recorded that they are asked.",
        heading=f"Ask an agency whether draft {number} is accurate",
        intro="This sends nothing and shows them nothing: send them what concerns them in a way "
        "that is safe.",
        back=DRAFTS,
    )


def _check(review: LocalReview, number: int) -> AccuracyCheck:
    found = queries.accuracy_checks_of(review).get(number)
    if found is None:
        raise NotSeen
    return found


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def record_accuracy(request: PageRequest, review: LocalReview, number: int) -> HttpResponse:
    """Record what an agency answered about a draft."""
    check = _check(review, number)

    def act(given: dict[str, Any]) -> None:
        operations.record_accuracy(check=check, **given, by=request.actor, now=request.now)

    return enter(
        request,
        review,
        forms.AccuracyForm(request.POST or None, initial={"answered_on": request.today}),
        act,
        said="The answer is recorded.",
        heading=f"What does {check.agency} answer about draft {check.draft.number}?",
        back=DRAFTS,
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def settle_correction(request: PageRequest, review: LocalReview, number: int) -> HttpResponse:
    """Record one correction, and whether it is accepted."""
    check = _check(review, number)

    def act(given: dict[str, Any]) -> None:
        given = {**given, "is_accepted": given["is_accepted"] == "yes"}
        operations.settle_correction(check=check, **given, by=request.actor, now=request.now)

    return enter(
        request,
        review,
        forms.CorrectionForm(request.POST or None),
        act,
        said="The correction is recorded.",
        heading=f"A correction that {check.agency} wants",
        back=DRAFTS,
    )
