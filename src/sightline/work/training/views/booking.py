"""A person's own places: book, answer, cancel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.asking import show
from sightline.foundation.permissions import Actor
from sightline.foundation.requests import PageRequest, page, public_page, render
from sightline.registers.partnership.queries import agencies
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import Booking, Workshop
from sightline.work.training.views.courses import mine

TONES = {
    "held": "now", "consent": "soon", "booked": "done", "waiting": "open", "offered": "now",
    "cancelled": "ended", "lapsed": "ended", "refused": "ended", "replaced": "ended",
}  # fmt: skip


@page(permissions.book)
def book(request: PageRequest, reference: str) -> HttpResponse:
    """Hold a place for oneself; the agency is asked where it is not known."""
    event = queries.event(mine(request), reference)
    known = queries.own_learner(request.actor)
    own = queries.own_agencies(request.actor)
    offered = [] if known else list(agencies(mine(request)))
    if len(own) > 1:  # those one sits for
        offered = [agency for agency in offered if agency.pk in own]
    asks = known is None and len(own) != 1
    if request.method == "POST" and asks and "agency" not in request.POST:
        return redirect("training:book", reference)  # the button of the event: ask first
    form = forms.AgencyForm(request.POST if "agency" in request.POST else None, agencies=offered)
    if request.method == "POST" and (not asks or form.is_valid()):
        chosen = str(own[0]) if own and not asks else form.data.get("agency", "")
        agency = next((one for one in offered if str(one.pk) == chosen), None)
        try:
            held = operations.hold_place(
                event=event, agency=agency, learner=known, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
            return redirect("training:event", reference)
        return redirect("training:booking", held.pk)
    back = reverse("training:event", args=[reference])
    return show(
        request,
        form,
        heading="Book a place",
        button="Continue",
        back=back,
        caption=event.course.title,
    )


@page(permissions.book)
def booking(request: PageRequest, number: int) -> HttpResponse:
    """One booking: the questions while it is held or waits, and how it stands."""
    found = queries.booking(request.actor, number)
    workshops = queries.workshops_of(found.event)
    form = _questions(request, found, workshops if found.state == "held" else [])
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            operations.answer_and_choose(
                booking=found,
                workshops=form.picked(),
                by=request.actor,
                now=request.now,
                **form.answers_given(),
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect("training:booking", number)
    context = {
        "booking": found,
        "has_workshops": bool(workshops) and found.state in queries.TAKING and form is None,
        "choices": queries.choices_of(found) if workshops else [],
        "event": found.event,
        "course": found.event.course,
        "form": form,
        "tone": TONES[found.state],
        "sessions": queries.sessions_of(found.event),
        "joining": queries.joining_of(found.event) if found.state == "booked" else None,
        "has_certificate": queries.has_certificate(found),
        "is_own": found.person_id == request.actor.person_id,
        "books_for": _books_for(request.actor, found),
        "is_to_come": found.event.starts_at > request.now,
        "is_over": found.event.ends_at <= request.now,
        "is_live": found.state in queries.LIVE,
        "breadcrumbs": [("Training", reverse("training:catalogue")),
                        ("My training", reverse("training:my_bookings"))],
        "here": request.path,
    }  # fmt: skip
    return render(request, "training/booking.html", context)


def _questions(request: PageRequest, found: Booking, workshops: Sequence[Workshop]) -> Any:
    """The questions, where they are still to be answered by the person who looks."""
    if found.state not in ("held", "waiting") or found.person_id != request.actor.person_id:
        return None
    learner = found.learner
    initial = {
        "role": learner.role,
        "manager_name": learner.manager_name,
        "manager_email": learner.manager_email,
        "need": found.need if found.state == "waiting" else None,
        "is_reserve": found.is_reserve,
    }
    return forms.QuestionsForm(
        request.POST or None,
        is_consent_needed=found.event.is_consent_needed,
        workshops=workshops,
        chosen=queries.chosen_of(found.event) if workshops else {},
        initial=initial,
    )


def _books_for(actor: Actor, found: Booking) -> bool:
    ours = queries.numbers_booked_for(actor)
    return queries.is_office(actor) or found.agency_id in ours


@page(permissions.book)
def my_bookings(request: PageRequest) -> HttpResponse:
    """Everything one has booked, waits for, or gave up."""
    rows = queries.my_bookings(request.actor)
    live = [row for row in rows if row.state in queries.LIVE and row.event.starts_at > request.now]
    context = {
        "live": sorted(live, key=lambda row: row.event.starts_at),
        "past": [row for row in rows if row not in live],
        "tones": TONES,
        "under_way": queries.under_way(request.actor),
        "completed": queries.own_completions(request.actor),
        "agencies": queries.agencies_booked_for(request.actor),
        "breadcrumbs": [("Training", reverse("training:catalogue"))],
    }
    return render(request, "training/my_bookings.html", context)


@page(permissions.book)
def cancel_booking(request: PageRequest, number: int) -> HttpResponse:
    """Give up a place, having seen what it costs."""
    found = queries.booking(request.actor, number)
    form = forms.CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.cancel_booking(
                booking=found,
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            notices.success(request, "The place is given up. Thank you for telling us.")
            return redirect("training:booking", number)
    context = {
        "form": form,
        "booking": found,
        "course": found.event.course,
        "due": queries.due_if_cancelled(found, request.now),
        "here": request.path,
        "back": reverse("training:booking", args=[number]),
    }
    return render(request, "training/cancel_booking.html", context)


@page(permissions.book)
def answer_offer(request: PageRequest, number: int) -> HttpResponse:
    """Take a place that was offered, or let it go."""
    found = queries.booking(request.actor, number)
    if request.method == "POST":
        takes = request.POST.get("takes") == "yes"
        try:
            operations.answer_offer(booking=found, takes=takes, by=request.actor, now=request.now)
        except RuleBroken as broken:
            notices.error(request, broken.sentence)
    return redirect("training:booking", number)


@public_page
def consent(request: PageRequest, token: str) -> HttpResponse:
    """The manager's answer, by a one-time link: no account is needed."""
    found = queries.booking_by_token(token)
    form = forms.ConsentForm(request.POST or None)
    is_open = found.state == "consent" and (found.runs_out_at or request.now) > request.now
    if is_open and request.method == "POST" and form.is_valid():
        by = request.actor or Actor(person_id=None, name=form.cleaned_data["name"])
        try:
            operations.answer_consent(
                token=token,
                agrees=form.cleaned_data["agrees"] == "yes",
                by=by,
                now=request.now,
            )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect("training:consent", token)
    context = {
        "form": form if is_open else None,
        "booking": found,
        "event": found.event,
        "course": found.event.course,
        "is_open": is_open,
        "here": request.path,
    }
    return render(request, "training/consent.html", context)
