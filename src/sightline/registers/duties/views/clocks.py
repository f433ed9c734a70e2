"""Starting and stopping the clock of a deadline; taking back what set a duty aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.requests import PageRequest, page
from sightline.registers.duties import forms, operations, permissions, queries
from sightline.registers.duties.models import Dispensation, RunningClock
from sightline.registers.duties.views.asking import ask


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
    if form.is_valid():
        try:
            running = operations.start_clock(
                register=register,
                key=key,
                started_on=form.cleaned_data["started_on"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, f"The clock runs. {running.workings}")
            return redirect("duties:duty", key)
    about = (
        f"It starts when this happens: {duty.deadline.after}." if duty.deadline else duty.promise
    )
    return ask(request, form, "Start the clock", "Start the clock", about=about, key=key)


@page(permissions.run_clock)
def stop(request: PageRequest, number: int) -> HttpResponse:
    """Stop a clock: what it ran for is done."""
    found = RunningClock.objects.filter(pk=number, partnership_id=request.actor.partnership_id or 0)
    clock = found.select_related("duty").first()
    if clock is None:
        raise NotSeen
    form = forms.StopForm(request.POST or None)
    if form.is_valid():
        try:
            operations.stop_clock(
                clock=clock, **form.cleaned_data, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "The clock has stopped.")
            return redirect("duties:duty", clock.duty.key)
    heading = "Stop the clock"
    return ask(request, form, heading, heading, about=clock.workings, key=clock.duty.key)


@page(permissions.dispense)
def withdraw_dispensation(request: PageRequest, number: int) -> HttpResponse:
    """Take back a decision that set a duty aside."""
    found = Dispensation.objects.filter(pk=number, partnership_id=request.actor.partnership_id or 0)
    made = found.select_related("duty").first()
    if made is None:
        raise NotSeen
    form = forms.ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw_dispensation(made=made, by=request.actor, now=request.now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "The decision is withdrawn. The duty counts again.")
            return redirect("duties:duty", made.duty.key)
    heading = "Take the decision back"
    return ask(request, form, heading, heading, about=made.reason, key=made.duty.key)
