"""An agency's chronology from its spreadsheet: sent, looked at, brought in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import RuleBroken
from sightline.foundation.govuk.exports import Sheet, xlsx_response
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions
from sightline.work.reviews.forms.chronology import ChronologyForm
from sightline.work.reviews.models import AgencyRequest
from sightline.work.reviews.queries import merged_chronology as queries
from sightline.work.reviews.rules import chronology_import as rules
from sightline.work.reviews.rules.rapid_review import THEMES
from sightline.work.reviews.views.agencies import address_of_request, own_draft
from sightline.work.reviews.views.opening import MARKING, ask, of_request

SHOWN = 200


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def receive_chronology(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """Send a spreadsheet of events; nothing is entered yet."""
    own_draft(request, asked)

    def act(given: dict[str, Any]) -> str:
        made = operations.receive_chronology(
            request=asked, **given, by=request.actor, now=request.now
        )
        return reverse("reviews:look_at_chronology", args=[asked.record.reference, made.pk])

    return ask(
        request,
        ChronologyForm(request.POST or None, request.FILES or None),
        act,
        said="The spreadsheet is read. Nothing is entered yet.",
        heading="Bring in a chronology",
        button="Send it and look at it",
        back=address_of_request(asked),
        caption=asked.record.reference,
        intro="You see every line before anything is entered. Write Child A and Adult B, as in the "
        "case: no names.",
    )


@page(permissions.answer_for_agency)
def chronology_template(request: PageRequest) -> HttpResponseBase:
    """An empty spreadsheet with the headings that are understood."""
    headings = [words for words, _ in rules.FIELDS.values()]
    notes = [
        ("Date", "Needed. A date, such as 31/03/2026: the day before the month"),
        ("What happened", "Needed. Five characters or more; Child A, Adult B, no names"),
        ("Kind of event", f"One of: {', '.join(THEMES.values())}; or empty"),
        ("Child seen", "Yes, no or not recorded; or empty"),
    ]
    return xlsx_response(Sheet("Chronology", headings, [], notes=notes))


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def look_at_chronology(request: PageRequest, asked: AgencyRequest, number: int) -> HttpResponse:
    """What a spreadsheet would enter, and what is wrong in which cell; brought in as a whole."""
    received = queries.import_of(own_draft(request, asked), request.actor, number)
    if request.method == "POST":
        try:
            count = operations.bring_in_chronology(
                request=asked, received=received, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, f"{count} events are brought in.")
            return HttpResponseRedirect(address_of_request(asked))
    reading = queries.reading_of(received, request.today)
    context = {
        "asked": asked,
        "received": received,
        "reading": reading,
        "shown": SHOWN,
        "themes": THEMES,
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", reverse("reviews:cases")),
            (asked.record.reference, address_of_request(asked)),
        ],
        "wide": True,
    }
    return render(request, "reviews/look_at_chronology.html", context)
