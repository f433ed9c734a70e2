"""The rapid review room: begun, agencies asked, one chronology, four purposes answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import rapid_review as forms
from sightline.work.reviews.models import Incident, RapidReview
from sightline.work.reviews.rules.criteria import REVIEW
from sightline.work.reviews.rules.rapid_review import PURPOSES, STATES
from sightline.work.reviews.views.opening import (
    MARKING,
    address,
    ask,
    ask_why,
    of_case,
    of_review,
)


@page(permissions.run_rapid_reviews, logs_reads=True)
@of_case
def begin_rapid_review(request: PageRequest, incident: Incident) -> HttpResponse:
    """Begin the rapid review of a case that was notified."""
    if request.method != "POST":
        return HttpResponseRedirect(address(incident))
    try:
        made = operations.begin_rapid_review(incident=incident, by=request.actor, now=request.now)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return HttpResponseRedirect(address(incident))
    messages.success(request, "The rapid review has begun. Ask the agencies that knew the child.")
    return HttpResponseRedirect(address_of_review(made))


@page(permissions.see_cases, logs_reads=True)
@of_review
def rapid_review(request: PageRequest, review: RapidReview) -> HttpResponse:
    """One rapid review: both days, who was asked, what was released, the four purposes."""
    found = queries.page_of(review, request.today)
    runs = request.actor.may(permissions.run_rapid_reviews)
    context = {
        "review": review,
        "asked": found.asked if runs else [],
        "released": found.released,
        "documents": found.documents,
        "purposes": [(key, words, found.answers.get(key)) for key, words in PURPOSES.items()],
        "may_recommend": len(found.answers) == len(PURPOSES),
        "recommendations": found.recommendations,
        "criteria": {one.key: one for one in REVIEW},
        "states": STATES,
        "trail": found.trail,
        "runs": runs,
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/rapid_review.html", context)


@page(permissions.see_cases)
def attest_review(request: PageRequest, reference: str) -> HttpResponse:
    """Ask why the reader needs to see the review, once, before it is shown."""
    review = queries.review_by(request.actor, reference, request.now)
    return ask_why(
        request,
        review.record,
        there=address_of_review(review),
        is_known=review.has_attested or review.has_attested_to_case,
        what="review",
        said="Every page that you open is recorded.",
    )


@page(permissions.run_rapid_reviews, logs_reads=True)
@of_review
def ask_agency(request: PageRequest, review: RapidReview) -> HttpResponse:
    """Ask an agency, through one person who sits for it."""
    seats = {seat.pk: seat for seat in queries.seats_for_agencies(review.partnership_id)}

    def act(given: dict[str, Any]) -> str:
        author = seats[int(given["author"])]
        assert author.place.agency is not None
        operations.ask_agency(
            review=review,
            agency=author.place.agency,
            author=author,
            words=given["words"],
            by=request.actor,
            now=request.now,
        )
        return address_of_review(review)

    named = [(pk, f"{it.place.agency}: {it.person.name}") for pk, it in seats.items()]
    return ask(
        request,
        forms.AskForm(request.POST or None, seats=named),
        act,
        said="The agency is asked, in a space of its own.",
        heading="Ask an agency",
        button="Ask them",
        back=address_of_review(review),
        caption=review.record.reference,
        intro="They do not learn who else is asked. What they write is theirs until they submit.",
    )


@page(permissions.run_rapid_reviews, logs_reads=True)
@of_review
def answer_purpose(request: PageRequest, review: RapidReview, purpose: str) -> HttpResponse:
    """Record the panel's answer to one of the four purposes."""
    if purpose not in PURPOSES:
        raise NotSeen
    before = queries.answers(review).get(purpose)

    def act(given: dict[str, Any]) -> str:
        operations.answer_purpose(
            review=review, purpose=purpose, **given, by=request.actor, now=request.now
        )
        return address_of_review(review)

    return ask(
        request,
        forms.PurposeForm(
            request.POST or None, initial={"words": before.words} if before else None
        ),
        act,
        said="The answer is recorded.",
        heading=PURPOSES[purpose],
        button="Record it",
        back=address_of_review(review),
        caption=review.record.reference,
    )


def address_of_review(review: RapidReview) -> str:
    return reverse("reviews:rapid_review", args=[review.record.reference])
