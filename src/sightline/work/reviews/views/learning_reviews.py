"""Learning reviews besides the local review: the list, one of them, and how it is worked on."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Body
from sightline.registers.records.models import Marking
from sightline.registers.records.permissions import grant_sight
from sightline.work.reviews import permissions
from sightline.work.reviews import queries as cases
from sightline.work.reviews.forms import learning_reviews as forms
from sightline.work.reviews.models import Incident, LearningReview
from sightline.work.reviews.operations import learning_reviews as operations
from sightline.work.reviews.queries import learning_reviews as queries
from sightline.work.reviews.rules import learning_reviews as rules
from sightline.work.reviews.views.learning_opening import (
    LIST,
    address_of,
    enter,
    is_known,
    of_learning_review,
    surroundings,
)
from sightline.work.reviews.views.opening import ask, ask_why, from_finding, told


@page(permissions.see_cases)
def learning_reviews(request: PageRequest) -> HttpResponse:
    """Learning reviews that the reader sees, those of the former Board apart, and what was passed
    to groups."""
    rows = [
        (one, rules.stage(is_complete=one.is_complete, due_on=one.due_on, today=request.today))
        for one in queries.learning_reviews(request.actor, request.now)
    ]
    context = {
        "rows": [row for row in rows if not row[0].is_former],
        "former": [row for row in rows if row[0].is_former],
        "passed": queries.passed_seen(request.actor, request.now),
        "stages": rules.STAGES,
        "runs": request.actor.may(permissions.run_learning_reviews),
        "sees_figures": request.actor.may(permissions.see_review_figures),
        "marking": Marking.IDENTIFIED.label,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/learning_reviews.html", context)


@page(permissions.run_learning_reviews)
def begin_learning_review(request: PageRequest) -> HttpResponse:
    """Begin a learning review as a group asks for it."""
    number = request.actor.partnership_id or 0
    bodies, agencies = queries.groups(number), cases.agencies_to_choose(number).values()

    def act(given: dict[str, Any]) -> str:
        case = _case_of(request, given.pop("case"))
        body: Body = bodies[int(given.pop("body"))]
        made = operations.begin_learning_review(
            body=body,
            given=rules.Begun(**{**given, "agencies": tuple(given["agencies"])}),
            incident=case,
            by=request.actor,
            now=request.now,
        )
        return address_of(made)

    return ask(
        request,
        forms.LearningReviewForm(
            request.POST or None,
            bodies=[(pk, one.name) for pk, one in bodies.items()],
            agencies=[(one.name, one.name) for one in agencies],
        ),
        act,
        said="The learning review has begun.",
        heading="Begin a learning review",
        button="Begin it",
        back=reverse(LIST),
        intro="For learning that needs no local child safeguarding practice review: good practice, "
        "one agency’s work, a reflective review.",
    )


def _case_of(request: PageRequest, reference: str) -> Incident | None:
    if not reference.strip():
        return None
    try:
        return cases.incident_by(request.actor, reference.strip(), request.now)
    except NotSeen:
        raise RuleBroken(
            "There is no case with this reference that you see.", field="case"
        ) from None


@page(permissions.run_learning_reviews)
def begin_former_review(request: PageRequest) -> HttpResponse:
    """Enter a review that was begun under the former Board."""
    number = request.actor.partnership_id or 0
    agencies = cases.agencies_to_choose(number).values()

    def act(given: dict[str, Any]) -> str:
        made = operations.begin_former_review(
            given=rules.BegunBefore(**{**given, "agencies": tuple(given["agencies"])}),
            by=request.actor,
            now=request.now,
        )
        return address_of(made)

    return ask(
        request,
        forms.FormerReviewForm(
            request.POST or None, agencies=[(one.name, one.name) for one in agencies]
        ),
        act,
        said="The review is entered, with the day by which the former Board finishes it.",
        heading="Enter a review begun under the former Board",
        button="Enter it",
        back=reverse(LIST),
        intro="It keeps its old name and rules. The former Board continues for at most twelve "
        "months after the new arrangements took effect, solely to finish it.",
    )


@page(permissions.see_cases)
def attest_learning_review(request: PageRequest, reference: str) -> HttpResponse:
    """Ask why the reader needs to see the review, once, before it is shown."""
    review = queries.learning_review_by(request.actor, reference, request.now)
    return ask_why(
        request,
        review.record,
        there=address_of(review),
        is_known=is_known(review),
        what="review",
        said="Every page that you open is recorded.",
    )


@page(permissions.see_cases, logs_reads=True)
@of_learning_review
def learning_review(request: PageRequest, review: LearningReview) -> HttpResponse:
    """One learning review: its clock if it has one, what was done and found, and its end."""
    stage = rules.stage(is_complete=review.is_complete, due_on=review.due_on, today=request.today)
    runs = request.actor.may(permissions.run_learning_reviews)
    context = {
        **surroundings(request, review),
        "stage": rules.STAGES[stage],
        "steps": queries.steps_of(review),
        "found": queries.found_by(review, request.actor, request.now),
        "passed": queries.passed_from(review.record, request.actor, request.now),
        "named": queries.named_in(review),
        "passes": runs,
        "may_grant": request.actor.may(grant_sight),
        "trail": told(review.record),
    }
    return render(request, "reviews/learning_review.html", context)


@page(permissions.run_learning_reviews, logs_reads=True)
@of_learning_review
def name_to_learning_review(request: PageRequest, review: LearningReview) -> HttpResponse:
    """Name another caseworker to a learning review about a child."""
    seats = {one.pk: one for one in queries.casework_seats(review.partnership_id)}

    def act(given: dict[str, Any]) -> None:
        operations.name_to_learning_review(
            review=review,
            seat=seats[int(given["seat"])],
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )

    return enter(
        request,
        review,
        forms.LearningNameForm(
            request.POST or None,
            seats=[(pk, f"{one.person.name}, {one.place.name}") for pk, one in seats.items()],
        ),
        act,
        said="They are named to the review, and run it from now on.",
        heading="Name another caseworker",
        intro="Anybody else is given sight for a time, from the page of the review.",
    )


@page(permissions.run_learning_reviews, logs_reads=True)
@of_learning_review
def record_learning_step(request: PageRequest, review: LearningReview) -> HttpResponse:
    """Record what was done in a learning review."""

    def act(given: dict[str, Any]) -> None:
        operations.record_learning_step(review=review, **given, by=request.actor, now=request.now)

    return enter(
        request,
        review,
        forms.LearningStepForm(request.POST or None),
        act,
        said="It is recorded.",
        heading="Record what was done",
    )


@page(permissions.run_learning_reviews, logs_reads=True)
@of_learning_review
def record_learning_finding(request: PageRequest, review: LearningReview) -> HttpResponse:
    """Record a finding of a learning review."""

    def act(given: dict[str, Any]) -> None:
        operations.record_learning_finding(
            review=review, given=rules.FoundHere(**given), by=request.actor, now=request.now
        )

    return enter(
        request,
        review,
        forms.LearningFindingForm(request.POST or None),
        act,
        said="The finding is recorded.",
        heading="Record a finding",
    )


@page(permissions.run_learning_reviews, logs_reads=True)
@of_learning_review
def recommend_from_learning(
    request: PageRequest, review: LearningReview, number: int
) -> HttpResponse:
    """Make a recommendation from a finding of a learning review."""
    recommend = partial(
        operations.recommend_from_learning, finding=queries.learning_finding(review, number)
    )
    return from_finding(request, review.record, number, recommend, there=address_of(review))


@page(permissions.run_learning_reviews, logs_reads=True)
@of_learning_review
def end_learning_review(request: PageRequest, review: LearningReview) -> HttpResponse:
    """Record that a learning review is complete."""
    chosen = forms.FormerEndForm if review.is_former else forms.LearningEndForm
    form = chosen(request.POST or None)

    def act(_: dict[str, Any]) -> None:
        operations.end_learning_review(
            review=review, given=form.ended(), by=request.actor, now=request.now
        )

    return enter(
        request,
        review,
        form,
        act,
        said="The review is complete.",
        heading="Complete the review",
        intro="Nothing is added to the review afterwards. What was learnt may still be passed on.",
    )
