"""Pages by which the office moves the day of a return, or asks for it no longer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from sightline.foundation.addresses import address
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page
from sightline.work.performance import forms, operations, permissions, queries


@page(permissions.keep_figures)
def move_return(request: PageRequest, reference: str) -> HttpResponse:
    """Ask for a return by another day."""
    held = queries.agency_return(request.actor, reference, request.now)
    form = forms.MoveForm(request.POST or None, initial={"due_on": held.due_on})

    def act(given: dict[str, Any]) -> str:
        operations.move_return(
            agency_return=held,
            due_on=given["due_on"],
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return address("performance:agency_return", reference)

    return ask(
        request,
        form,
        act,
        said="The day is moved, and the agency is told by e-mail.",
        heading="Move the day of the return",
        button="Move the day",
        caption=held.record.title,
        back=address("performance:agency_return", reference),
    )


@page(permissions.keep_figures)
def withdraw_return(request: PageRequest, reference: str) -> HttpResponse:
    """Ask for a return no longer."""
    held = queries.agency_return(request.actor, reference, request.now)
    form = forms.WithdrawForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.withdraw_return(
            agency_return=held,
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return address("performance:agency_return", reference)

    return ask(
        request,
        form,
        act,
        said="It is no longer asked for, and the agency is told by e-mail.",
        heading="Ask for the return no longer",
        button="Ask for it no longer",
        caption=held.record.title,
        back=address("performance:agency_return", reference),
    )


@page(permissions.keep_figures)
def take_in_return(request: PageRequest, reference: str) -> HttpResponse:
    """Fill in a return for an agency that sent its figures to the office."""
    held = queries.agency_return(request.actor, reference, request.now)
    form = forms.TakeInForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.take_in_return(
            agency_return=held, words=given["words"], by=request.actor, now=request.now
        )
        return address("performance:agency_return", reference)

    return ask(
        request,
        form,
        act,
        said="You fill it in for the agency, which is told by e-mail.",
        heading="The agency sent its figures to us",
        button="Go on to the return",
        caption=held.record.title,
        back=address("performance:agency_return", reference),
    )
