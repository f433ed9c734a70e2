"""The people of a case: masked, and revealed one at a time for a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import people as forms
from sightline.work.reviews.models import Incident
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


def _address(incident: Incident) -> str:
    return reverse("reviews:people", args=[incident.identities.reference])
