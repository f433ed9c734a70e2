"""The register of interests: one's own, and those of everybody for whoever prepares meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from sightline.foundation.addresses import address
from sightline.foundation.govuk.asking import ask
from sightline.foundation.govuk.forms import SearchField
from sightline.foundation.govuk.tables import Column, Filters, Table
from sightline.foundation.govuk.words import short_day
from sightline.foundation.lists import Kept
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.records import forms, operations, permissions
from sightline.registers.records.queries import interests as queries

NONE = "Nothing to declare"


class InterestFilters(Filters):
    """Narrow the register of interests."""

    words = SearchField("Words")

    def narrow(self, rows: Kept) -> Kept:
        """Keep those in which every word stands."""
        return rows.with_words(self.cleaned_data["words"], "person__name", "nature")


INTERESTS = Table(
    "Interests",
    (
        Column("person", "Who", sort=("person__name",), value=lambda row: row["person__name"]),
        Column("nature", "What they declared", wide=True,
               value=lambda row: row["nature"] or NONE),
        Column("declared_at", "Declared", sort=("declared_at",),
               value=lambda row: short_day(row["declared_at"])),
    ),
    one="declaration",
    order="person__name",
    filters=InterestFilters,
    nothing="Nobody has declared anything yet. Each member is asked on the page of their work "
    "once they have taken a place.",
)  # fmt: skip


@page(permissions.declare_interest)
def interests(request: PageRequest) -> HttpResponseBase:
    """What one declared oneself and, for whoever prepares and chairs meetings, what all did."""
    actor, listing = request.actor, None
    if actor.may(permissions.see_interests):
        listing = INTERESTS.of(queries.declared(actor), request, marking="OFFICIAL")
        sent = listing.export()
        if sent is not None:
            return sent
    context = {
        "own": queries.own_interests(actor),
        "none": NONE,
        "has_to": queries.has_still_to_declare(actor, request.now),
        "list": listing,
        "wide": listing is not None,
    }
    return render(request, "records/interests.html", context)


@page(permissions.declare_interest)
def declare_on_appointment(request: PageRequest) -> HttpResponse:
    """Declare one's interests, or that one has none."""

    def act(given: dict[str, Any]) -> str:
        operations.declare_on_appointment(**given, by=request.actor, now=request.now)
        return address("records:interests")

    return ask(
        request,
        forms.StandingInterestForm(request.POST or None),
        act,
        said="What you declared is on record.",
        heading="Declare your interests",
        button="Declare",
        back=address("records:interests"),
        about="The office, the lead partners, chairs and the scrutineer read this. When a matter "
        "comes up in which you have an interest, say so there as well: you no longer see it then.",
    )


@page(permissions.declare_interest)
def end_declared(request: PageRequest, number: int) -> HttpResponse:
    """Say that an interest no longer holds."""
    found = queries.own_interest(request.actor, number)
    if request.method == "POST":
        operations.end_declared(interest=found, by=request.actor, now=request.now)
        messages.success(request, "It is ended. That you had declared it stays on record.")
        return redirect("records:interests")
    context = {"interest": found, "none": NONE}
    return render(request, "records/end_interest.html", context)
