"""The office's pages of who is at an event, and of the charging rules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.foundation.addresses import address
from sightline.foundation.govuk.asking import ask
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.training import forms, operations, permissions, queries
from sightline.work.training.models import ChargingRules, Course
from sightline.work.training.rules.cancelling import Terms
from sightline.work.training.rules.published import PUBLISHED
from sightline.work.training.views.booking import TONES
from sightline.work.training.views.courses import mine, way

NAMES = {"bradford": "Bradford", "west-sussex": "West Sussex", "salford": "Salford"}


@page(permissions.manage_programme)
def event_bookings(request: PageRequest, reference: str) -> HttpResponse:
    """Everybody at an event: who has a place, who waits and why in that order."""
    event = queries.event(mine(request), reference)
    rows = queries.bookings_of_event(event)
    live = [row for row in rows if row.state in queries.LIVE]
    needs = queries.needs_of(event)
    context = {
        "event": event,
        "course": event.course,
        "with_place": [row for row in live if row.state != "waiting"],
        "waiting": [row for row in live if row.state == "waiting"],
        "ended": [row for row in rows if row not in live],
        "choices": queries.choices_at(event),
        "needs": [(row.name, needs[row.pk]) for row in live if row.pk in needs],
        "tones": TONES,
        "breadcrumbs": way((event.reference, reverse("training:manage_event", args=[reference]))),
        "marking": "OFFICIAL",
        "wide": True,
    }
    return render(request, "training/event_bookings.html", context)


@page(permissions.manage_programme)
def charging_rules(request: PageRequest) -> HttpResponse:
    """The charging rules in force, and those published elsewhere to start from."""
    rows = ChargingRules.objects.filter(partnership_id=mine(request), ended_at__isnull=True)
    kinds = dict(Course.Kind.choices)
    context = {
        "rules": [
            (row, Terms.from_data(row.terms), [kinds[kind] for kind in row.kinds if kind in kinds])
            for row in rows.order_by("pk")
        ],
        "rate": queries.trainer_rate(mine(request)),
        "published": [(key, NAMES[key], terms.source) for key, terms in PUBLISHED.items()],
        "breadcrumbs": way(),
    }
    return render(request, "training/charging_rules.html", context)


@page(permissions.manage_programme)
def set_trainer_rate(request: PageRequest) -> HttpResponse:
    """Set what a day of a lent trainer is credited at."""
    standing = queries.trainer_rate(mine(request))
    initial = {"pounds": Decimal(standing.pence_a_day) / 100} if standing else {}
    form = forms.TrainerRateForm(request.POST or None, initial=initial)

    def act(_: dict[str, Any]) -> str:
        operations.set_trainer_rate(
            partnership_id=mine(request), pence_a_day=form.pence(), by=request.actor,
            now=request.now,
        )  # fmt: skip
        return address("training:charging_rules")

    return ask(
        request,
        form,
        act,
        said="It counts for events recorded as held from now on.",
        heading="Credit for trainer days",
        button="Save",
        back=reverse("training:charging_rules"),
    )


@page(permissions.manage_programme)
def set_charging_rules(request: PageRequest) -> HttpResponse:
    """Put charging rules in force."""
    start = request.GET.get("start", "")
    terms = PUBLISHED.get(start)
    initial: dict[str, Any] = {"substitutes": True}
    if terms:
        initial = forms.ChargingForm.first_values(terms)
    if terms:
        initial["name"] = f"As {NAMES[start]}"
    form = forms.ChargingForm(request.POST or None, initial=initial)
    if form.is_valid():
        operations.set_charging_rules(
            partnership_id=mine(request),
            name=form.cleaned_data["name"],
            terms=form.terms(terms.source if terms else ""),
            kinds=form.cleaned_data["kinds"],
            by=request.actor,
            now=request.now,
        )
        notices.success(request, "The rules are in force for bookings made from now on.")
        return redirect("training:charging_rules")
    context = {
        "form": form,
        "source": terms.source if terms else "",
        "here": request.get_full_path(),
        "back": reverse("training:charging_rules"),
    }
    return render(request, "training/set_charging_rules.html", context)
