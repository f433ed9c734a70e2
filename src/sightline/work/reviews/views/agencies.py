"""An agency's own space: what it was asked, what it writes, and what it submits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sightline.foundation.errors import NotSeen, RuleBroken
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.reviews import operations, permissions, queries
from sightline.work.reviews.forms import rapid_review as forms
from sightline.work.reviews.models import AgencyRequest
from sightline.work.reviews.queries.deciding_window import names_in_words
from sightline.work.reviews.rules import rapid_review as rules
from sightline.work.reviews.views.opening import MARKING, ask, of_request, told


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def agency_request(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """What an agency was asked, and, to who may read it, what it wrote."""
    is_author = queries.writes_for(asked, request.actor)
    summary = queries.summary_of(asked, request.actor, is_author)
    events = queries.events_of(summary) if summary else []
    documents = queries.documents_of(summary) if summary else []
    is_submitted = summary is not None and summary.submitted_at is not None
    runs = request.actor.may(permissions.run_rapid_reviews) and not is_author
    named = names_in_words(asked.review.incident_id) if runs and is_submitted else {}
    context = {
        "asked": asked,
        "named": named.get(f"summary:{asked.pk}", []),
        "summary": summary,
        "events": events,
        "documents": documents,
        "is_whole": summary and is_submitted and queries.is_whole(summary, events, documents),
        "due_on": queries.stands_until(asked),
        "today": request.today,
        "may_write": is_author and summary is not None and not is_submitted,
        "runs": runs,
        "trail": told(asked.record),
        "marking": MARKING,
        "breadcrumbs": [("Cases", reverse("reviews:cases"))],
        "wide": True,
    }
    return render(request, "reviews/agency_request.html", context)


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def save_summary(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """Write what the agency knew; saved, it is still the agency's alone."""
    summary = own_draft(request, asked)

    def act(given: dict[str, Any]) -> str:
        operations.save_summary(
            request=asked, summary=rules.Summary(**given), by=request.actor, now=request.now
        )
        return address_of_request(asked)

    first = {name: getattr(summary, name) for name in ("known", "analysis", "immediate")}
    return ask(
        request,
        forms.SummaryForm(request.POST or None, initial=first),
        act,
        said="Saved. Nobody else reads it until you submit it.",
        heading="Write for your agency",
        button="Save",
        back=address_of_request(asked),
        caption=asked.record.reference,
    )


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def add_event(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """Add an event to the agency's chronology."""
    own_draft(request, asked)

    def act(given: dict[str, Any]) -> str:
        operations.add_event(
            request=asked, event=rules.Happening(**given), by=request.actor, now=request.now
        )
        return address_of_request(asked)

    return ask(
        request,
        forms.EventForm(request.POST or None),
        act,
        said="The event is added.",
        heading="Add an event",
        button="Add it",
        back=address_of_request(asked),
        caption=asked.record.reference,
    )


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def remove_event(request: PageRequest, asked: AgencyRequest, number: int) -> HttpResponse:
    """Take an event out of a draft."""
    own_draft(request, asked)
    if request.method == "POST":
        try:
            operations.remove_event(request=asked, number=number, by=request.actor, now=request.now)
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, "The event is taken out.")
    return HttpResponseRedirect(address_of_request(asked))


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def submit_summary(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """Submit: from then on it is sealed."""
    own_draft(request, asked)

    def act(given: dict[str, Any]) -> str:
        operations.submit_summary(
            request=asked, is_nil=given["is_nil"] == "yes", by=request.actor, now=request.now
        )
        return address_of_request(asked)

    return ask(
        request,
        forms.SubmitForm(request.POST or None),
        act,
        said="It is submitted and sealed.",
        heading="Submit for your agency",
        button="Submit it",
        back=address_of_request(asked),
        caption=asked.record.reference,
        intro="Once it is submitted nobody can change it. The caseworker reads it, and releases it "
        "to the panel.",
    )


@page(permissions.run_rapid_reviews, logs_reads=True)
@of_request
def extend_request(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """Give the agency more time."""

    def act(given: dict[str, Any]) -> str:
        operations.extend_request(request=asked, **given, by=request.actor, now=request.now)
        return address_of_request(asked)

    return ask(
        request,
        forms.ExtendForm(request.POST or None),
        act,
        said="They have more time.",
        heading="Give the agency more time",
        button="Extend it",
        back=address_of_request(asked),
        caption=asked.record.reference,
    )


@page(permissions.run_rapid_reviews, logs_reads=True)
@of_request
def release_summary(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """Release what the agency submitted to the panel."""
    if request.method == "POST":
        try:
            operations.release_summary(request=asked, by=request.actor, now=request.now)
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, "It is released to the panel.")
    return HttpResponseRedirect(address_of_request(asked))


def own_draft(request: PageRequest, asked: AgencyRequest) -> Any:
    """The answer that the reader writes; for whoever does not write for the agency it is absent."""
    summary = queries.summary_of(asked, request.actor)
    if summary is None or not queries.writes_for(asked, request.actor):
        raise NotSeen
    return summary


def address_of_request(asked: AgencyRequest) -> str:
    return reverse("reviews:agency_request", args=[asked.record.reference])
