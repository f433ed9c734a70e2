"""Lead partners are asked to approve a delay, and their answers are recorded as the approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.calendar import end_of_day
from sightline.foundation.errors import RuleBroken
from sightline.foundation.requests import PageRequest, page
from sightline.work.reviews import operations, permissions
from sightline.work.reviews.forms.deciding_window import AskDelayForm
from sightline.work.reviews.models import Incident
from sightline.work.reviews.queries import deciding_window as queries
from sightline.work.reviews.views.opening import ask, of_case


@page(permissions.record_decisions, logs_reads=True)
@of_case
def ask_for_delay(request: PageRequest, incident: Incident) -> HttpResponse:
    """Ask the lead partners to approve a delay, until a day."""
    seats = queries.deciders_to_choose(incident.partnership_id)
    form = AskDelayForm(
        request.POST or None,
        seats=[(pk, f"{one.place.name}: {one.person.name}") for pk, one in seats.items()],
    )

    def act(given: dict[str, Any]) -> str:
        made = operations.ask_for_delay(
            incident=incident,
            proposed=form.proposed(),
            deciders=[seats[int(one)] for one in given["deciders"]],
            closes_at=end_of_day(given["closes_on"]),
            by=request.actor,
            now=request.now,
        )
        return reverse("reviews:decision_window", args=[made.record.reference])

    return ask(
        request,
        form,
        act,
        said="They are asked. What each answers is theirs and not changed by anybody.",
        heading="Ask the lead partners to approve a delay",
        button="Ask them",
        back=reverse("reviews:local_review", args=[incident.record.reference]),
        caption=incident.record.reference,
        intro="Each finds on their home page that something waits, and answers by their own hand. "
        "They see what you write here and nothing else of the case.",
    )


@page(permissions.record_decisions, logs_reads=True)
def record_approved_delay(request: PageRequest, reference: str) -> HttpResponse:
    """Record the delay that everybody who was asked approved."""
    window = queries.window_by(request.actor, reference, request.now)
    back = reverse("reviews:decision_window", args=[reference])
    if request.method == "POST":
        try:
            operations.record_approved_delay(window=window, by=request.actor, now=request.now)
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, "The delay is recorded, with what each of them answered.")
            case = window.incident.record.reference
            back = reverse("reviews:local_review", args=[case])
    return HttpResponseRedirect(back)
