"""The people of a case: masked, and revealed one at a time for a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import people as forms
from sightline.work.reviews.models import Incident
from sightline.work.reviews.operations.identities import FIELDS as CORRECTED
from sightline.work.reviews.queries import identities
from sightline.work.reviews.rules.identities import MASK, REVEALED_MINUTES
from sightline.work.reviews.views.opening import MARKING, address, ask, of_people


@page(permissions.keep_identities, logs_reads=True)
@of_people
def people(request: PageRequest, incident: Incident) -> HttpResponse:
    """Who is in a case, by what they are called there; identities only where they are revealed."""
    record = incident.identities
    operations.note_identities_read(people=record, by=request.actor, now=request.now)
    shown = queries.identities_revealed(record, request.actor, request.now)
    context = {
        "record": record,
        "case": incident.record.reference,
        "rows": [(one, shown.get(one.pk)) for one in queries.people_of(record)],
        "reveals": queries.reveals_of(record),
        "corrections": identities.corrections_of(record),
        "before": identities.stood_before(record, request.actor, request.now),
        "mask": MASK,
        "minutes": REVEALED_MINUTES,
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, address(incident)),
        ],
        "wide": True,
    }
    return render(request, "reviews/people.html", context)


@page(permissions.keep_identities, logs_reads=True)
@of_people
def keep_identity(request: PageRequest, incident: Incident) -> HttpResponse:
    """Add somebody to the people of a case."""

    def act(given: dict[str, Any]) -> str:
        operations.keep_identity(
            people=incident.identities, **given, by=request.actor, now=request.now
        )
        return _address(incident)

    return ask(
        request,
        forms.IdentityForm(request.POST or None),
        act,
        said="They are kept, and masked from now on, for you as well.",
        heading="Add somebody to the people of this case",
        button="Keep them",
        back=_address(incident),
        caption=incident.identities.reference,
    )


@page(permissions.keep_identities, logs_reads=True, steps_up=True)
@of_people
def reveal_identity(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Have one identity revealed, for a reason."""
    person = queries.person_of(incident.identities, number)

    def act(given: dict[str, Any]) -> str:
        operations.reveal_identity(
            person=person, reason=given["reason"], by=request.actor, now=request.now
        )
        return _address(incident)

    return ask(
        request,
        forms.RevealForm(request.POST or None),
        act,
        said=f"It is shown to you for {REVEALED_MINUTES} minutes.",
        heading=f"Reveal who {person.label} is",
        button="Reveal it",
        back=_address(incident),
        caption=incident.identities.reference,
        kind="warning",
    )


@page(permissions.keep_identities, logs_reads=True)
@of_people
def correct_identity(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Correct who somebody is, while it is revealed; who has it not revealed is asked why first."""
    people = incident.identities
    person = queries.person_of(people, number)
    held = queries.identities_revealed(people, request.actor, request.now).get(person.pk)
    if held is None:
        return HttpResponseRedirect(
            reverse("reviews:reveal_identity", args=[people.reference, number])
        )

    def act(given: dict[str, Any]) -> str:
        reason = given.pop("reason")
        operations.correct_identity(
            person=person, given=given, reason=reason, by=request.actor, now=request.now
        )
        return _address(incident)

    first = {one: getattr(held, one) for one in CORRECTED}
    return ask(
        request,
        forms.CorrectForm(request.POST or None, initial=first),
        act,
        said="It is corrected. What stood before is kept, and masked as well.",
        heading=f"Correct what is known of {person.label}",
        button="Correct it",
        back=_address(incident),
        caption=people.reference,
        intro="A text that was checked for names before is checked again before it is approved.",
    )


def _address(incident: Incident) -> str:
    return reverse("reviews:people", args=[incident.identities.reference])
