"""Who may know somebody in a case: found by their names, decided by who answers for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import permissions
from sightline.work.reviews.forms.knowing import ConflictForm
from sightline.work.reviews.models import Incident
from sightline.work.reviews.operations import knowing as operations
from sightline.work.reviews.queries import knowing as queries
from sightline.work.reviews.views.opening import MARKING, address, ask, of_case


@page(permissions.see_readers, logs_reads=True)
@of_case
def conflicts(request: PageRequest, incident: Incident) -> HttpResponse:
    """Readers of a case who have the name, or the family name, of somebody in it."""
    context = {
        "incident": incident,
        "rows": queries.possible_conflicts(incident, request.actor.person_id or 0),
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (incident.record.reference, address(incident)),
        ],
    }
    return render(request, "reviews/conflicts.html", context)


@page(permissions.see_readers, logs_reads=True)
@of_case
def decide_conflict(request: PageRequest, incident: Incident, number: int) -> HttpResponse:
    """Decide whether one of them has an interest."""
    possible = queries.possible_conflict(incident, number, request.actor.person_id or 0)
    back = reverse("reviews:conflicts", args=[incident.record.reference])

    def act(given: dict[str, Any]) -> str:
        operations.decide_conflict(
            possible=possible,
            is_conflict=given["is_conflict"] == "yes",
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return back

    return ask(
        request,
        ConflictForm(request.POST or None),
        act,
        said="It is decided.",
        heading=possible.name,
        button="Decide",
        back=back,
        caption=incident.record.reference,
        intro=f"{possible.get_why_display()}. They are told nothing, whatever you decide.",
    )
