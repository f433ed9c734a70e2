"""The local review itself: begun, its terms of reference, its reviewer, proceedings beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import local_review as forms
from sightline.work.reviews.models import Incident, LocalReview
from sightline.work.reviews.rules import local_review as rules
from sightline.work.reviews.rules.deciding import is_late
from sightline.work.reviews.views.local_review_opening import (
    ROOM,
    address_of,
    enter,
    of_local_review,
    surroundings,
)
from sightline.work.reviews.views.opening import ask_why, of_case, told


@page(permissions.run_local_reviews, logs_reads=True)
@of_case
def begin_local_review(request: PageRequest, incident: Incident) -> HttpResponse:
    """Begin the local review that the Executive decided to initiate."""
    back = reverse("reviews:local_review", args=[incident.record.reference])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    try:
        made = operations.begin_local_review(incident=incident, by=request.actor, now=request.now)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return HttpResponseRedirect(back)
    messages.success(request, "The local review has begun. Record its terms of reference.")
    return HttpResponseRedirect(address_of(made))


@page(permissions.see_cases)
def attest_local_review(request: PageRequest, reference: str) -> HttpResponse:
    """Ask why the reader needs to see the review, once, before it is shown."""
    review = queries.local_review_by(request.actor, reference, request.now)
    return ask_why(
        request,
        review.record,
        there=address_of(review),
        is_known=review.has_attested or review.has_attested_to_case,
        what="review",
        said="Every page that you open is recorded.",
    )


@page(permissions.see_cases, logs_reads=True)
@of_local_review
def local_review_room(request: PageRequest, review: LocalReview) -> HttpResponse:
    """One local review: its clock, terms of reference, reviewer and proceedings."""
    clock = queries.clock_of(review.incident_id) if review.case else None
    until = clock.stands_until if clock else None
    context = {
        **surroundings(request, review, ROOM),
        "clock": clock,
        "until": until,
        "is_late": until is not None and is_late(stands_until=until, today=request.today),
        "terms": queries.terms_of(review),
        "reviewers": queries.reviewers_of(review),
        "proceedings": queries.proceedings_of(review),
        "statuses": rules.STATUSES,
        "trail": told(review.record),
    }
    return render(request, "reviews/local_review_room.html", context)


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def set_terms(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Record a version of the terms of reference."""
    before = next(reversed(queries.terms_of(review)), None)
    names = [one.name for one in queries.agencies_to_choose(review.partnership_id).values()]
    form = forms.TermsForm(
        request.POST or None,
        agencies=[(name, name) for name in names],
        is_first=before is None,
        initial={
            name: getattr(before, name)
            for name in ("from_on", "to_on", "questions", "agencies", "agreed_by")
        }
        if before
        else None,
    )

    def act(_: dict[str, Any]) -> None:
        operations.set_terms(review=review, given=form.terms(), by=request.actor, now=request.now)

    return enter(
        request,
        review,
        form,
        act,
        said="The terms of reference are recorded.",
        heading="Terms of reference" if before is None else "Change the terms of reference",
        intro="Each version stays on record.",
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def appoint_reviewer(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Record who leads the review."""

    def act(given: dict[str, Any]) -> None:
        operations.appoint_reviewer(
            review=review, given=rules.Appointed(**given), by=request.actor, now=request.now
        )

    return enter(
        request,
        review,
        forms.ReviewerForm(request.POST or None),
        act,
        said="The reviewer is recorded.",
        heading="Record who leads the review",
        intro="The partners appoint the reviewer. This gives them no sight of anything: that is "
        "given for a time, from the page of the review.",
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def end_reviewer(request: PageRequest, review: LocalReview, number: int) -> HttpResponse:
    """Record that an appointment ends."""
    found = next((one for one in queries.reviewers_of(review) if one.pk == number), None)
    if found is None:
        raise NotSeen
    reviewer = found

    def act(given: dict[str, Any]) -> None:
        operations.end_reviewer(reviewer=reviewer, **given, by=request.actor, now=request.now)

    return enter(
        request,
        review,
        forms.EndReviewerForm(request.POST or None),
        act,
        said="The end of the appointment is recorded.",
        heading="End an appointment",
        intro="If they were given sight of the review, end that as well.",
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def record_proceeding(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Record proceedings that run beside the review."""

    def act(given: dict[str, Any]) -> None:
        operations.record_proceeding(review=review, **given, by=request.actor, now=request.now)

    return enter(
        request,
        review,
        forms.ProceedingForm(request.POST or None, initial={"reviewed_on": request.today}),
        act,
        said="The proceedings are recorded.",
        heading="Record proceedings beside the review",
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def review_proceeding(request: PageRequest, review: LocalReview, number: int) -> HttpResponse:
    """Record where proceedings stand now."""
    found = next((one for one in queries.proceedings_of(review) if one.pk == number), None)
    if found is None:
        raise NotSeen
    proceeding = found

    def act(given: dict[str, Any]) -> None:
        operations.review_proceeding(
            proceeding=proceeding, **given, by=request.actor, now=request.now
        )

    return enter(
        request,
        review,
        forms.StandingForm(request.POST or None, initial={"reviewed_on": request.today}),
        act,
        said="Where they stand is recorded.",
        heading="Where do the proceedings stand?",
    )
