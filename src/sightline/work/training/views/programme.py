"""The office's pages of events: plan, change, open, cancel, copy."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from sightline.foundation.addresses import address
from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import clock, short_day
from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.trail.queries import told
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import EventSession, Trainer
from sightline.work.training.views.courses import mine, version_seen, way

EVENTS = Table(
    "Events",
    (
        Column("starts_at", "When", sort=("starts_at",),
               value=lambda row: f"{short_day(row.starts_at)}, {clock(row.starts_at)}",
               link=lambda row: reverse("training:manage_event", args=[row.reference])),
        Column("course", "Course", sort=("course__title",), value=lambda row: row.course.title),
        Column("state", "State", sort=("state",), value=lambda row: row.get_state_display()),
        Column("taken", "Booked", numeric=True, value=lambda row: row.counted.taken),
        Column("places", "Places", numeric=True, value=lambda row: row.counted.places),
        Column("waiting", "Waiting", numeric=True, value=lambda row: row.counted.waiting),
        Column("where", "Where", value=lambda row: "Online" if row.is_online else row.area),
    ),
    one="event",
    order="-starts_at",
    filters=forms.ProgrammeFilters,
    nothing="No events yet. Add a course, then plan when it is given.",
)  # fmt: skip


@page(permissions.manage_programme)
def programme(request: PageRequest) -> HttpResponseBase:
    """Every event: drafts, open ones, those held and those cancelled."""
    listing = EVENTS.of(queries.programme(mine(request)), request)
    context = {"list": listing, "wide": True}
    return listing.export() or render(request, "training/programme.html", context)


@page(permissions.manage_programme)
def copy_programme(request: PageRequest) -> HttpResponse:
    """Copy a year's events to the year after, as drafts."""
    years = queries.years_of_programme(mine(request), request.now)
    form = forms.CopyForm(request.POST or None, years=years)

    def act(given: dict[str, Any]) -> str:
        made = operations.copy_programme(
            partnership_id=mine(request),
            year=int(given["year"]),
            by=request.actor,
            now=request.now,
        )
        notices.success(request, f"{made} events are copied as drafts, 52 weeks on.")
        return address("training:programme")

    return ask(
        request,
        form,
        act,
        heading="Copy to next year",
        button="Copy as drafts",
        back=reverse("training:programme"),
    )


@page(permissions.manage_programme)
def plan_event(request: PageRequest, reference: str) -> HttpResponse:
    """Plan an event of a course."""
    course = queries.course(mine(request), reference)
    form = forms.NewEventForm(request.POST or None)

    def act(_: dict[str, Any]) -> str:
        starts_at, ends_at = form.span()
        made = operations.plan_event(
            course=course,
            starts_at=starts_at,
            ends_at=ends_at,
            **form.particulars(),
            by=request.actor,
            now=request.now,
        )
        return address("training:manage_event", made.reference)

    back = reverse("training:course", args=[reference])
    return ask(
        request,
        form,
        act,
        said="The event is planned as a draft.",
        heading="Plan an event",
        button="Plan the event",
        back=back,
        caption=course.title,
    )


@page(permissions.manage_programme)
def manage_event(request: PageRequest, reference: str) -> HttpResponse:
    """One event as the office works on it."""
    event = queries.event(mine(request), reference)
    context = {
        "event": event,
        "course": event.course,
        "sessions": queries.sessions_of(event),
        "joining": queries.joining_of(event),
        "trainers": queries.given_by(event),
        "is_coming": event.state in ("draft", "open"),
        "trail": told(event.partnership_id, reference),
        "breadcrumbs": way(),
        "wide": True,
    }
    return render(request, "training/manage_event.html", context)


@page(permissions.manage_programme)
def change_event(request: PageRequest, reference: str) -> HttpResponse:
    """Change the particulars of an event."""
    event = queries.event(mine(request), reference)
    joining = queries.joining_of(event)
    initial = {name: getattr(event, name) for name in ("area", "agency_most", "agency_until_days",
               "has_waiting_list", "is_consent_needed", "is_on_demand")}  # fmt: skip
    told = ("venue", "link", "notes", "before", "after")
    initial |= {name: getattr(joining, name, "") for name in told}
    initial["is_online"] = "yes" if event.is_online else "no"
    initial["places"] = event.counted.places
    initial["fee"] = Decimal(event.fee_pence) / 100 if event.fee_pence else None
    closes_on = timezone.localdate(event.closes_at)
    initial["closes_on"] = closes_on if event.closes_at != event.starts_at else None
    form = forms.EventForm(request.POST or None, initial=initial)

    def act(_: dict[str, Any]) -> str:
        operations.change_event(
            event=event,
            version=version_seen(request.POST.get("version"), event.version),
            **form.particulars(),
            by=request.actor,
            now=request.now,
        )
        return address("training:manage_event", reference)

    back = reverse("training:manage_event", args=[reference])
    return ask(
        request,
        form,
        act,
        said="The event is changed.",
        heading="Change the event",
        button="Save",
        back=back,
        caption=event.course.title,
        version=event.version,
        template="training/change.html",
    )


@page(permissions.manage_programme)
def open_event(request: PageRequest, reference: str) -> HttpResponse:
    """Open a draft for booking."""
    event = queries.event(mine(request), reference)
    if request.method == "POST":
        try:
            operations.open_event(event=event, by=request.actor, now=request.now)
            notices.success(request, "The event is open for booking.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:manage_event", reference)


@page(permissions.manage_programme)
def cancel_event(request: PageRequest, reference: str) -> HttpResponse:
    """Cancel an event, with the reason that everybody may read."""
    event = queries.event(mine(request), reference)
    form = forms.ReasonForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        operations.cancel_event(
            event=event, reason=given["reason"], by=request.actor, now=request.now
        )
        return address("training:manage_event", reference)

    back = reverse("training:manage_event", args=[reference])
    return ask(
        request,
        form,
        act,
        said="The event is cancelled.",
        heading="Cancel the event",
        button="Cancel the event",
        back=back,
        caption=event.course.title,
        kind="warning",
    )


@page(permissions.manage_programme)
def add_session(request: PageRequest, reference: str) -> HttpResponse:
    """Add a sitting to an event."""
    event = queries.event(mine(request), reference)
    form = forms.SessionForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        starts_at, ends_at = form.span()
        operations.add_session(
            event=event,
            starts_at=starts_at,
            ends_at=ends_at,
            title=given["title"],
            by=request.actor,
            now=request.now,
        )
        return address("training:manage_event", reference)

    back = reverse("training:manage_event", args=[reference])
    return ask(
        request,
        form,
        act,
        said="The session is added.",
        heading="Add a session",
        button="Add the session",
        back=back,
        caption=event.course.title,
    )


@page(permissions.manage_programme)
def drop_session(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """Take a sitting out of an event."""
    event = queries.event(mine(request), reference)
    session = EventSession.objects.filter(event=event, pk=number).first()
    if session is None:
        raise NotSeen
    if request.method == "POST":
        try:
            operations.drop_session(session=session, by=request.actor, now=request.now)
            notices.success(request, "The session is taken out.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:manage_event", reference)


@page(permissions.manage_programme)
def name_trainer(request: PageRequest, reference: str) -> HttpResponse:
    """Name who gives an event."""
    event = queries.event(mine(request), reference)
    offered = queries.free_trainers(event)
    form = forms.TrainerChoiceForm(request.POST or None, trainers=offered)

    def act(given: dict[str, Any]) -> str:
        chosen = next(one for one in offered if str(one.pk) == given["trainer"])
        operations.name_trainer(event=event, trainer=chosen, by=request.actor, now=request.now)
        notices.success(request, f"{chosen.name} gives this event.")
        return address("training:manage_event", reference)

    back = reverse("training:manage_event", args=[reference])
    return ask(
        request,
        form,
        act,
        heading="Name a trainer",
        button="Name the trainer",
        back=back,
        caption=event.course.title,
    )


@page(permissions.manage_programme)
def drop_trainer(request: PageRequest, reference: str, number: int) -> HttpResponse:
    """Take a trainer off an event."""
    event = queries.event(mine(request), reference)
    trainer = Trainer.objects.filter(partnership_id=mine(request), pk=number).first()
    if trainer is None:
        raise NotSeen
    if request.method == "POST":
        try:
            operations.drop_trainer(event=event, trainer=trainer, by=request.actor, now=request.now)
            notices.success(request, f"{trainer.name} no longer gives this event.")
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:manage_event", reference)
