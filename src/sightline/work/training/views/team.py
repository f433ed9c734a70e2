"""Booking for others: the people of an agency, by its lead and those the lead names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import short_day
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership.queries import agencies
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import Booking, Delegate
from sightline.work.training.views.courses import mine

STATES = dict(Booking.State.choices)
BOOKINGS = Table(
    "Bookings",
    (
        Column("name", "Person", sort=("name",),
               link=lambda row: address("training:booking", row["pk"])),
        Column("agency", "Agency", sort=("agency__name",), value=lambda row: row["agency__name"]),
        Column("course", "Course", value=lambda row: row["event__course__title"]),
        Column("on", "Event", value=lambda row: short_day(row["event__starts_at"])),
        Column("state", "State", sort=("state",), value=lambda row: STATES[row["state"]]),
        Column("made_at", "Booked", sort=("pk",), value=lambda row: short_day(row["made_at"])),
    ),
    one="booking",
    order="-made_at",
    filters=forms.BookingFilters,
    nothing="No bookings yet. They appear here as people of your agency book, or as you book them.",
)  # fmt: skip


@page(permissions.book)
def team(request: PageRequest) -> HttpResponseBase:
    """Bookings of the people one books for: an agency's own, and never another's."""
    ours, is_office = queries.agencies_booked_for(request.actor), queries.is_office(request.actor)
    offered = list(agencies(mine(request))) if is_office else ours
    listing = BOOKINGS.of(
        queries.bookings(request.actor),
        request,
        marking="OFFICIAL",
        choices={"agency": [(agency.pk, agency.name) for agency in offered]},
    )
    context = {
        "list": listing,
        "agencies": ours,
        "leads": bool(queries.agencies_led(request.actor)),
        "is_office": is_office,
        "breadcrumbs": [("Training", reverse("training:catalogue"))],
        "wide": True,
    }
    return listing.export() or render(request, "training/team.html", context)


@page(permissions.book)
def book_group(request: PageRequest, reference: str) -> HttpResponse:
    """Book several people of an agency on one event."""
    event = queries.event(mine(request), reference)
    offered = _bookable_agencies(request)
    form = forms.GroupForm(request.POST or None, agencies=offered)
    if form.is_valid():
        agency = next(one for one in offered if str(one.pk) == form.cleaned_data["agency"])
        try:
            made = operations.book_group(
                event=event,
                agency=agency,
                people=form.cleaned_data["people"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            waiting = sum(one.state == "waiting" for one in made)
            booked = len(made) - waiting
            more = f" {waiting} on the waiting list." if waiting else ""
            notices.success(request, f"{booked} booked.{more}")
            return redirect("training:event", reference)
    context = {
        "form": form,
        "event": event,
        "course": event.course,
        "offered": offered,
        "here": request.path,
        "back": reverse("training:event", args=[reference]),
    }
    return render(request, "training/book_group.html", context)


def _bookable_agencies(request: PageRequest):  # type: ignore[no-untyped-def]
    if queries.is_office(request.actor):
        return list(agencies(mine(request)))
    return queries.agencies_booked_for(request.actor)


@page(permissions.book)
def swap(request: PageRequest, reference: str) -> HttpResponse:
    """Give the places of several people to colleagues, in one step."""
    event = queries.event(mine(request), reference)
    booked = [
        row
        for row in queries.team_at(request.actor, event)
        if row.state in ("booked", "consent")
        and (queries.is_office(request.actor) or row.agency_id in _own(request))
    ][:60]
    form = forms.SwapForm(request.POST or None, bookings=booked)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.substitute_many(swaps=form.swaps(), by=request.actor, now=request.now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, f"{len(made)} changed. Everybody is told.")
            return redirect("training:event", reference)
    context = {
        "form": form,
        "booked": booked,
        "event": event,
        "course": event.course,
        "here": request.path,
        "back": reverse("training:event", args=[reference]),
        "wide": True,
    }
    return render(request, "training/swap.html", context)


def _own(request: PageRequest) -> set[int]:
    return {agency.pk for agency in queries.agencies_booked_for(request.actor)}


@page(permissions.name_delegates)
def delegates(request: PageRequest) -> HttpResponse:
    """Who else books for the agency one leads."""
    offered = [
        agency
        for agency in queries.agencies_booked_for(request.actor)
        if agency.pk in queries.agencies_led(request.actor)
    ]
    form = forms.DelegateForm(request.POST or None, agencies=offered)
    if form.is_valid():
        agency = next(one for one in offered if str(one.pk) == form.cleaned_data["agency"])
        try:
            operations.name_delegate(
                agency=agency,
                email=form.cleaned_data["email"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "They can book for your people from now on.")
            return redirect("training:delegates")
    context = {
        "form": form,
        "delegates": queries.delegates(request.actor),
        "here": request.path,
        "breadcrumbs": [("Training", reverse("training:catalogue")),
                        ("Your people's training", reverse("training:team"))],
    }  # fmt: skip
    return render(request, "training/delegates.html", context)


@page(permissions.name_delegates)
def end_delegate(request: PageRequest, number: int) -> HttpResponse:
    """End somebody's booking for the agency one leads."""
    led = queries.agencies_led(request.actor)
    found = Delegate.objects.filter(pk=number, agency__in=led).select_related("agency", "person")
    row = found.first()
    if row is None:
        raise NotSeen
    if request.method == "POST":
        try:
            operations.end_delegate(delegate=row, by=request.actor, now=request.now)
            notices.success(request, "They no longer book for your people.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:delegates")


@page(permissions.manage_programme)
def prioritise(request: PageRequest, number: int) -> HttpResponse:
    """Move somebody who waits up or back, for a reason they can read."""
    found = queries.booking(request.actor, number)
    form = forms.PriorityForm(request.POST or None, initial={"priority": found.priority})
    back = reverse("training:event_bookings", args=[found.event.reference])

    def act(given: dict[str, Any]) -> str:
        operations.set_priority(
            booking=found,
            priority=int(given["priority"]),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
        )
        return back

    return ask(
        request,
        form,
        act,
        said="The list is put in order at the next free place.",
        heading="Place in the list",
        button="Save",
        back=back,
        caption=found.name,
    )
