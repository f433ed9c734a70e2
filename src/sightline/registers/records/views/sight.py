"""Who sees a record by grant, and declaring an interest in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.calendar import end_of_day
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.models import Seat
from sightline.registers.partnership.queries import seats_of_partnership
from sightline.registers.records import forms, operations, permissions, rules
from sightline.registers.records.models import Marking, Record
from sightline.registers.records.queries import grants_of, seen
from sightline.registers.records.queries.interests import touching


def _others(request: PageRequest, record: Record) -> list[tuple[int, str]]:
    """Everybody else with a seat in the record's partnership, by name."""
    seats = seats_of_partnership(record.partnership_id).filter(Seat.live())
    people = {(seat.person_id, seat.person.name) for seat in seats}
    return sorted(
        (one for one in people if one[0] != request.actor.person_id), key=lambda one: one[1]
    )


@page(permissions.grant_sight, steps_up=True)
def sight(request: PageRequest, reference: str) -> HttpResponse:
    """Who sees a record by grant, from when to when and why; give sight to somebody."""
    record = seen(request.actor, reference, request.now)
    form = forms.GrantForm(request.POST or None, people=_others(request, record))
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.grant_sight(
                record=record,
                person_id=int(given["person"]),
                reason=given["reason"],
                ends_at=end_of_day(given["ends_on"]),
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "They see the record until the day you gave.")
            return redirect("records:sight", reference)
    context = {
        "record": record,
        "grants": grants_of(record, request.actor),
        "form": form,
        "now": request.now,
        "here": request.path,
        "back": reverse(record.kind, args=[reference]),
        "marking": Marking(record.marking).label,
    }
    return render(request, "records/sight.html", context)


@page(permissions.grant_sight)
def end_sight(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """End a grant at this instant."""
    record = seen(request.actor, reference, request.now)
    grant = next((one for one in grants_of(record, request.actor) if one.pk == number), None)
    if grant is None:
        raise NotSeen
    if request.method == "POST":
        operations.end_sight(grant=grant, by=request.actor, now=request.now)
        messages.success(request, f"{grant.person.name} no longer sees the record.")
    return redirect("records:sight", reference)


@page(permissions.change_marking, steps_up=True)
def change_marking(request: PageRequest, reference: str) -> HttpResponse:
    """Hold a record more closely, or give it back its marking, for a reason."""
    record = seen(request.actor, reference, request.now)
    offered = rules.markings_to_choose(record.marking, record.held_from)
    seats = seats_of_partnership(record.partnership_id).filter(Seat.live())
    form = forms.MarkingForm(
        request.POST or None,
        markings=[(one, Marking(one).label) for one in offered],
        seats=[(str(seat.pk), f"{seat.person.name}, {seat.place.name}") for seat in seats],
    )
    if offered and form.is_valid():
        given = form.cleaned_data
        try:
            operations.change_marking(
                record=record,
                marking=given["marking"],
                named=[int(number) for number in given["named"]],
                reason=given["reason"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "The marking is changed. Who sees the record follows it.")
            return redirect(reverse(record.kind, args=[reference]))
    context = {
        "record": record,
        "offered": offered,
        "by_its_room": Marking(record.held_from).label if record.held_from else "",
        "form": form,
        "here": request.path,
        "back": reverse(record.kind, args=[reference]),
        "marking": Marking(record.marking).label,
    }
    return render(request, "records/change_marking.html", context)


@page(permissions.declare_interest)
def declare_interest(request: PageRequest, reference: str) -> HttpResponse:
    """Declare an interest: from this instant the record is not there for the reader."""
    record = seen(request.actor, reference, request.now)
    form = forms.InterestForm(request.POST or None)
    if form.is_valid():
        operations.declare_interest(
            record=record, nature=form.cleaned_data["nature"], by=request.actor, now=request.now
        )
        messages.success(
            request,
            "Your interest is recorded. You no longer see that record; the business manager does.",
        )
        return redirect("/home")
    context = {
        "record": record,
        "form": form,
        "here": request.path,
        "back": reverse(record.kind, args=[reference]),
    }
    return render(request, "records/declare_interest.html", context)


@page(permissions.record_interest)
def record_interest(request: PageRequest, reference: str) -> HttpResponse:
    """Record an interest that somebody else has: the record is gone for them at once."""
    record = seen(request.actor, reference, request.now)
    others = _others(request, record)
    form = forms.InterestFoundForm(request.POST or None, people=others)
    if form.is_valid():
        try:
            operations.detect_conflict(
                record=record,
                person_id=int(form.cleaned_data["person"]),
                nature=form.cleaned_data["nature"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            messages.success(request, "The interest is recorded. They no longer see the record.")
            return redirect(reverse(record.kind, args=[reference]))
    context = {
        "record": record,
        "form": form,
        "touching": touching(request.actor, record, [number for number, _ in others]),
        "here": request.path,
        "back": reverse(record.kind, args=[reference]),
    }
    return render(request, "records/record_interest.html", context)
