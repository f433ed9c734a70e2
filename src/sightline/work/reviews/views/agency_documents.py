"""Documents of an agency's answer: added and taken out in its space, handed to who may read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.queries import serve
from sightline.foundation.requests import PageRequest, page
from sightline.foundation.trail.operations import record_read
from sightline.work.reviews import events, operations, permissions, queries
from sightline.work.reviews.forms import rapid_review as forms
from sightline.work.reviews.models import AgencyDocument, AgencyRequest, RapidReview
from sightline.work.reviews.views.agencies import address_of_request, own_draft
from sightline.work.reviews.views.opening import ask, of_request, of_review


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def add_agency_document(request: PageRequest, asked: AgencyRequest) -> HttpResponse:
    """Add a document to the answer that the reader writes."""
    own_draft(request, asked)

    def act(given: dict[str, Any]) -> str:
        operations.add_agency_document(request=asked, **given, by=request.actor, now=request.now)
        return address_of_request(asked)

    return ask(
        request,
        forms.AgencyDocumentForm(request.POST or None, request.FILES or None),
        act,
        said="The document is added. Nobody else reads it until you submit.",
        heading="Add a document",
        button="Add it",
        back=address_of_request(asked),
        caption=asked.record.reference,
    )


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def remove_agency_document(request: PageRequest, asked: AgencyRequest, number: int) -> HttpResponse:
    """Take a document out of a draft."""
    own_draft(request, asked)
    if request.method == "POST":
        try:
            operations.remove_agency_document(
                request=asked, number=number, by=request.actor, now=request.now
            )
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
        else:
            messages.success(request, "The document is taken out.")
    return HttpResponseRedirect(address_of_request(asked))


@page(permissions.answer_for_agency, logs_reads=True)
@of_request
def agency_document(request: PageRequest, asked: AgencyRequest, number: int) -> HttpResponseBase:
    """One document of an answer, for its authors and, once submitted, the caseworkers."""
    found = queries.document_of(queries.summary_of(asked, request.actor), number)
    return _handed(request, found, asked.record.reference, number)


@page(permissions.see_cases, logs_reads=True)
@of_review
def released_document(request: PageRequest, review: RapidReview, number: int) -> HttpResponseBase:
    """One document of an answer that was released, for who sees the review."""
    found = queries.document_released(review, number)
    return _handed(request, found, review.record.reference, number)


def _handed(
    request: PageRequest, found: AgencyDocument, reference: str, number: int
) -> HttpResponseBase:
    record_read(events.agency_document_opened, by=request.actor, now=request.now, about=reference)
    # the name under which it came may hold the name of a child, and stays here
    return serve(found.stored_file, f"{reference}-{number}.{found.kind}")
