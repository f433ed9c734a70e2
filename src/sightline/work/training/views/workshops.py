"""Parallel workshops: the office's page of them, and the page on which one chooses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.views.courses import mine, way


@page(permissions.manage_programme)
def workshops(request: PageRequest, reference: str) -> HttpResponse:
    """The workshops of an event, how full they are, and one more."""
    event = queries.event(mine(request), reference)
    form = forms.WorkshopForm(request.POST or None)
    if form.is_valid():
        try:
            operations.add_workshop(
                event=event, **form.cleaned_data, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "The workshop is added.")
            return redirect("training:workshops", reference)
    chosen = queries.chosen_of(event)
    context = {
        "event": event,
        "course": event.course,
        "form": form,
        "rows": [(one, chosen.get(one.pk, 0)) for one in queries.workshops_of(event)],
        "here": request.path,
        "breadcrumbs": way((event.reference, reverse("training:manage_event", args=[reference]))),
    }
    return render(request, "training/workshops.html", context)


@page(permissions.manage_programme)
def drop_workshop(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """Take a workshop out of an event."""
    found = queries.workshop(queries.event(mine(request), reference), number)
    if request.method == "POST":
        try:
            operations.drop_workshop(workshop=found, by=request.actor, now=request.now)
            notices.success(request, "The workshop is taken out.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:workshops", reference)


@page(permissions.book)
def choose_workshops(request: PageRequest, number: int) -> HttpResponse:
    """Choose the workshops of a booking, or choose again."""
    found = queries.booking(request.actor, number)
    offered = queries.workshops_of(found.event)
    form = forms.WorkshopsForm(
        request.POST if request.method == "POST" else None,
        workshops=offered,
        chosen=queries.chosen_of(found.event),
        own={one.time: one.workshop_id for one in queries.choices_of(found)},
    )

    def act(_: dict[str, Any]) -> str:
        operations.choose_workshops(
            booking=found, workshops=form.picked(), by=request.actor, now=request.now
        )
        return address("training:booking", number)

    back = reverse("training:booking", args=[number])
    return ask(
        request,
        form,
        act,
        said="Your workshops are chosen.",
        heading="Choose workshops",
        button="Save",
        back=back,
        caption=found.event.course.title,
    )
