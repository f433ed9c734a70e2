"""The deciders' window: opened by the caseworker, read and answered by each decider."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.calendar import end_of_day
from sightline.foundation.errors import NotSeen
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.records.models import Marking
from sightline.work.reviews import operations, permissions
from sightline.work.reviews.forms.deciding_window import PositionForm, WindowForm
from sightline.work.reviews.models import DecisionWindow, Incident
from sightline.work.reviews.operations import deciding_window as writes
from sightline.work.reviews.queries import deciding_window as queries
from sightline.work.reviews.rules.deciding import Held
from sightline.work.reviews.views.opening import ask, of_case

MARKING = Marking.RESTRICTED.label


@page(permissions.record_decisions, logs_reads=True)
@of_case
def open_decision_window(request: PageRequest, incident: Incident) -> HttpResponse:
    """Give the lead partners the pack of the case until a day."""
    seats = queries.deciders_to_choose(incident.partnership_id)

    def act(given: dict[str, Any]) -> str:
        made = writes.open_decision_window(
            incident=incident,
            deciders=[seats[int(one)] for one in given["deciders"]],
            closes_at=end_of_day(given["closes_on"]),
            names_justified=given.get("names_justified", ""),
            by=request.actor,
            now=request.now,
        )
        return _path(made)

    return ask(
        request,
        WindowForm(
            request.POST or None,
            seats=[(pk, f"{one.place.name}: {one.person.name}") for pk, one in seats.items()],
            named=queries.names_in_pack(incident.pk),
        ),
        act,
        said="They have the pack until then.",
        heading="Give the deciders the pack",
        button="Open the window",
        back=reverse("reviews:local_review", args=[incident.record.reference]),
        caption=incident.record.reference,
        intro="The pack holds the four answers of the rapid review, what the group recommends and "
        "what the Panel wrote, as they stand now. Read them first: no name may stand in them. What "
        "is known of the people of the case is looked for; what is not entered, misspelt or a "
        "nickname is not found. The deciders see nothing else of the case.",
    )


@page(permissions.see_cases, logs_reads=True)
def decision_window(request: PageRequest, reference: str) -> HttpResponse:
    """The pack; to a decider what they entered, to the caseworker what each did and who is
    missing."""
    window = _opened(request, reference)
    decider = queries.decider_of(window, request.actor)
    sitting = queries.sitting(window)
    context = {
        "window": window,
        "parts": list(window.parts.order_by("number")),
        "sitting": sitting,
        "delay": queries.delay_asked_in(window),
        "all_approve": all(one.position and one.position.outcome == "approve" for one in sitting),
        "decider": decider,
        "runs": decider is None and request.actor.may(permissions.record_decisions),
        "is_open": request.now < window.closes_at,
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/decision_window.html", context)


@page(permissions.enter_position, logs_reads=True)
def enter_position(request: PageRequest, reference: str) -> HttpResponse:
    """Enter what one holds, and why."""
    window = _opened(request, reference)
    decider = queries.decider_of(window, request.actor)
    if decider is None:
        raise NotSeen
    before = next((one.position for one in queries.sitting(window) if one.decider == decider), None)

    def act(given: dict[str, Any]) -> str:
        writes.enter_position(
            window=window,
            held=Held(given["outcome"], given["reasons"]),
            by=request.actor,
            now=request.now,
        )
        return _path(window)

    first = {"outcome": before.outcome, "reasons": before.reasons} if before else None
    return ask(
        request,
        PositionForm(request.POST or None, initial=first, answers=queries.answers_of(window)),
        act,
        said="Your position is entered. You can change it until the window closes.",
        heading="What you hold",
        button="Enter it",
        back=_path(window),
        caption=reference,
        intro=f"You enter it for {decider.partner}. The other deciders do not see it.",
    )


def _opened(request: PageRequest, reference: str) -> DecisionWindow:
    window = queries.window_by(request.actor, reference, request.now)
    if request.method == "GET":
        operations.note_reading(record=window.record, by=request.actor, now=request.now)
    return window


def _path(window: DecisionWindow) -> str:
    return reverse("reviews:decision_window", args=[window.record.reference])
