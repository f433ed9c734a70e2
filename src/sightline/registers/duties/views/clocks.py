"""Starting and stopping the clock of a deadline; taking back what set a duty aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page
from sightline.registers.duties import forms, operations, permissions, queries
from sightline.registers.duties.models import Dispensation, RunningClock


@page(permissions.run_clock)
def start(request: PageRequest, key: str) -> HttpResponse:
    """Start the clock of a deadline."""
    register = queries.register_as_at(
        request.actor.partnership_id or 0, request.today, today=request.today
    )
    if register is None:
        raise NotSeen
    duty = register.state(key).duty
    form = forms.StartForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        running = operations.start_clock(
            register=register,
            key=key,
            started_on=given["started_on"],
            by=request.actor,
            now=request.now,
        )
        messages.success(request, f"The clock runs. {running.workings}")
        return address("duties:duty", key)

    about = (
        f"It starts when this happens: {duty.deadline.after}." if duty.deadline else duty.promise
    )
    return ask(
        request,
        form,
        act,
        heading="Start the clock",
        button="Start the clock",
        about=about,
        back=address("duties:duty", key),
    )


@page(permissions.run_clock)
def stop(request: PageRequest, number: int) -> HttpResponse:
    """Stop a clock: what it ran for is done."""
    found = RunningClock.objects.filter(pk=number, partnership_id=request.actor.partnership_id or 0)
    clock = found.select_related("duty").first()
    if clock is None:
        raise NotSeen
    form = forms.StopForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.stop_clock(clock=clock, **given, by=request.actor, now=request.now)
        return address("duties:duty", clock.duty.key)

    heading = "Stop the clock"
    return ask(
        request,
        form,
        act,
        said="The clock has stopped.",
        heading=heading,
        button=heading,
        about=clock.workings,
        back=address("duties:duty", clock.duty.key),
    )


@page(permissions.dispense)
def withdraw_dispensation(request: PageRequest, number: int) -> HttpResponse:
    """Take back a decision that set a duty aside."""
    found = Dispensation.objects.filter(pk=number, partnership_id=request.actor.partnership_id or 0)
    made = found.select_related("duty").first()
    if made is None:
        raise NotSeen
    form = forms.ConfirmForm(request.POST or None)

    def act(_: dict[str, Any]) -> str:
        operations.withdraw_dispensation(made=made, by=request.actor, now=request.now)
        return address("duties:duty", made.duty.key)

    heading = "Take the decision back"
    return ask(
        request,
        form,
        act,
        said="The decision is withdrawn. The duty counts again.",
        heading=heading,
        button=heading,
        about=made.reason,
        back=address("duties:duty", made.duty.key),
    )
