"""Agencies asked for information for a local review: the list, and each request's own page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import local_review_agencies as forms
from sightline.work.reviews.forms.rapid_review import ExtendForm
from sightline.work.reviews.models import InformationRequest, LocalReview
from sightline.work.reviews.rules import local_review_agencies as rules
from sightline.work.reviews.views.local_review_opening import (
    AGENCIES,
    enter,
    of_local_review,
    surroundings,
)
from sightline.work.reviews.views.opening import MARKING, ask, told

P = ParamSpec("P")


def of_information(
    view: Callable[Concatenate[PageRequest, InformationRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give a view the request its address names, if it is in sight; every look leaves a line."""

    @functools.wraps(view)
    def opened(
        request: PageRequest, reference: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        found = queries.information_request_by(request.actor, reference, request.now)
        if request.method == "GET":
            operations.note_reading(record=found.record, by=request.actor, now=request.now)
        return view(request, found, *args, **kwargs)

    return opened


@page(permissions.see_cases, logs_reads=True)
@of_local_review
def local_review_agencies(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Who was asked for what, and what is overdue, as far as the reader sees the requests."""
    rows = queries.information_asked(review, request.actor, request.now, request.today)
    context = {
        **surroundings(request, review, AGENCIES),
        "rows": rows,
        "overdue": sum(one.is_overdue for one in rows),
        "standing": rules.STANDING,
    }
    return render(request, "reviews/local_review_agencies.html", context)


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def ask_for_information(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Ask an agency for information or a report."""
    seats = {seat.pk: seat for seat in queries.seats_for_agencies(review.partnership_id)}
    form = forms.InformationForm(
        request.POST or None,
        seats=[(pk, f"{it.place.agency}: {it.person.name}") for pk, it in seats.items()],
        initial={"asked_on": request.today},
    )

    def act(given: dict[str, Any]) -> None:
        operations.ask_for_information(
            review=review,
            author=seats[int(given["author"])],
            given=form.asking(),
            by=request.actor,
            now=request.now,
        )

    return enter(
        request,
        review,
        form,
        act,
        said="The agency is asked, in a space of its own.",
        heading="Ask an agency for information",
        intro="They do not learn who else is asked.",
        back=AGENCIES,
    )


@page(permissions.answer_for_agency, logs_reads=True)
@of_information
def information_request(request: PageRequest, asked: InformationRequest) -> HttpResponse:
    """What an agency was asked, how it was chased, and what it answered."""
    is_author = asked.person_id == request.actor.person_id
    context = {
        "asked": asked,
        "found": queries.standing_of(asked, request.today),
        "standing": rules.STANDING,
        "is_author": is_author,
        "runs": request.actor.may(permissions.run_local_reviews) and not is_author,
        "trail": told(asked.record),
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/information_request.html", context)


@page(permissions.answer_for_agency, logs_reads=True)
@of_information
def answer_information(request: PageRequest, asked: InformationRequest) -> HttpResponse:
    """Answer for one's agency; the caseworker records here what came in another way."""
    is_author = asked.person_id == request.actor.person_id
    if not (is_author or request.actor.may(permissions.run_local_reviews)):
        raise NotSeen

    def act(given: dict[str, Any]) -> None:
        operations.answer_information(
            request=asked, given=rules.Answer(**given), by=request.actor, now=request.now
        )

    return _enter(
        request,
        asked,
        forms.InformationAnswerForm(request.POST or None, initial={"answered_on": request.today}),
        act,
        said="The answer is kept.",
        heading="Answer for your agency" if is_author else "Record what the agency answered",
        intro="An answer is given once, and nobody can change it afterwards. Your draft is yours "
        "alone until then.",
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_information
def chase_information(request: PageRequest, asked: InformationRequest) -> HttpResponse:
    """Record that the agency was chased."""

    def act(given: dict[str, Any]) -> None:
        operations.chase_information(request=asked, **given, by=request.actor, now=request.now)

    return _enter(
        request,
        asked,
        forms.ChaserForm(request.POST or None, initial={"chased_on": request.today}),
        act,
        said="The chaser is recorded.",
        heading="Record a chaser",
        intro="This sends nothing: write or ring first.",
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_information
def extend_information(request: PageRequest, asked: InformationRequest) -> HttpResponse:
    """Give the agency more time."""

    def act(given: dict[str, Any]) -> None:
        operations.extend_information(request=asked, **given, by=request.actor, now=request.now)

    return _enter(
        request,
        asked,
        ExtendForm(request.POST or None),
        act,
        said="They have more time.",
        heading="Give the agency more time",
    )


def _enter(
    request: PageRequest,
    asked: InformationRequest,
    form: Any,
    act: Callable[[dict[str, Any]], None],
    *,
    said: str,
    heading: str,
    intro: str = "",
) -> HttpResponse:
    there = reverse("reviews:information_request", args=[asked.record.reference])

    def kept(given: dict[str, Any]) -> str:
        act(given)
        return there

    return ask(
        request,
        form,
        kept,
        said=said,
        heading=heading,
        button="Record it",
        back=there,
        caption=asked.record.reference,
        intro=intro,
    )
