"""The family’s part in a local review, and events with practitioners."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import local_review_people as forms
from sightline.work.reviews.models import LocalReview
from sightline.work.reviews.rules import local_review_people as rules
from sightline.work.reviews.views.local_review_opening import (
    FAMILY,
    enter,
    of_local_review,
    surroundings,
)


@page(permissions.see_cases, logs_reads=True)
@of_local_review
def local_review_family(request: PageRequest, review: LocalReview) -> HttpResponse:
    """How each of the family takes part, and what practitioners told."""
    context = {
        **surroundings(request, review, FAMILY),
        "family": queries.family_of(review),
        "steps": rules.STEPS,
        "events": queries.practitioner_events_of(review),
    }
    return render(request, "reviews/local_review_family.html", context)


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def plan_family(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Plan how somebody of the family is involved."""
    people = queries.family_to_choose(review)
    choices = [(pk, f"{one.label} ({one.get_part_display()})") for pk, one in people.items()]

    def act(given: dict[str, Any]) -> None:
        person = people[int(given.pop("person"))]
        operations.plan_family(
            review=review,
            person=person,
            given=rules.Planned(**given),
            by=request.actor,
            now=request.now,
        )

    return enter(
        request,
        review,
        forms.FamilyPlanForm(request.POST or None, people=choices),
        act,
        said="The plan is recorded.",
        heading="Plan how somebody of the family is involved",
        intro="Who they are stays masked. A later plan for the same person replaces an earlier one."
        if people
        else "Nobody is kept among the people of this case yet. Add them there first.",
        back=FAMILY,
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def record_family_step(request: PageRequest, review: LocalReview, number: int) -> HttpResponse:
    """Record what happened with somebody of the family."""
    found = next((one for one in queries.family_of(review) if one.plan.pk == number), None)
    if found is None:
        raise NotSeen
    member = found

    def act(given: dict[str, Any]) -> None:
        operations.record_family_step(plan=member.plan, **given, by=request.actor, now=request.now)

    return enter(
        request,
        review,
        forms.FamilyStepForm(request.POST or None, initial={"happened_on": request.today}),
        act,
        said="It is recorded.",
        heading=f"What happened with {member.label}?",
        back=FAMILY,
    )


@page(permissions.run_local_reviews, logs_reads=True)
@of_local_review
def record_practitioner_event(request: PageRequest, review: LocalReview) -> HttpResponse:
    """Record an event with practitioners."""

    def act(given: dict[str, Any]) -> None:
        operations.record_practitioner_event(
            review=review, given=rules.Told(**given), by=request.actor, now=request.now
        )

    return enter(
        request,
        review,
        forms.PractitionerEventForm(request.POST or None),
        act,
        said="The event is recorded.",
        heading="Record an event with practitioners",
        intro="Practitioners take part without fear of blame: who said what is not recorded.",
        back=FAMILY,
    )
