"""Documents of an agency's answer: added and taken out in its space, handed to who may read it, and
listed for the panel once they are released."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from markupsafe import Markup

from sightline.foundation.addresses import address
from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.queries import serve
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.requests import PageRequest, page, render
from sightline.foundation.trail.operations import record_read
from sightline.work.reviews import events, operations, permissions, queries
from sightline.work.reviews.forms import rapid_review as forms
from sightline.work.reviews.models import AgencyDocument, AgencyRequest, RapidReview
from sightline.work.reviews.views.agencies import address_of_request, own_draft
from sightline.work.reviews.views.opening import MARKING, ask, of_request, of_review


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


DOCUMENTS = Table(
    "Documents that were released to the panel",
    (
        Column("title", "Document", sort=("title",),
               draw=lambda row: Markup('<a href="{}">{}</a>').format(row["led"], row["title"])),
        Column("summary__agency__name", "Agency", sort=("summary__agency__name", "pk")),
        Column("kind", "Kind", value=lambda row: row["kind"].upper()),
        Column("size", "Size", value=lambda row: f"{-(-row['size'] // 1000)} KB"),
    ),
    one="document",
    order="summary__agency__name",
    nothing="Nothing is released to the panel yet.",
    exports=False,
)  # fmt: skip


@page(permissions.see_cases, logs_reads=True)
@of_review
def released_documents(request: PageRequest, review: RapidReview) -> HttpResponse:
    """Every document that was released to the panel, where they are too many for its page."""
    reference = review.record.reference
    listed = DOCUMENTS.of(queries.all_documents_released(review), request, marking=MARKING)
    for row in listed.page.rows:
        row["led"] = address("reviews:released_document", reference, row["pk"])
    context = {
        "list": listed,
        "reference": reference,
        "marking": MARKING,
        "breadcrumbs": [
            ("Cases", address("reviews:cases")),
            (reference, address("reviews:rapid_review", reference)),
        ],
        "wide": True,
    }
    return render(request, "reviews/released_documents.html", context)


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
