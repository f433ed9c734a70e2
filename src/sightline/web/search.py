"""Search over records and documents, within the reader's sight."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.evidence.queries import matching_documents
from sightline.registers.records import permissions
from sightline.registers.records.models import Record
from sightline.registers.records.queries import matching

LONGEST = 200
SHOWN = 50


@page(permissions.search)
def search(request: PageRequest) -> HttpResponse:
    """Records and documents that match the words, the best of the newest thousand first."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    partnership_id = request.actor.partnership_id or 0
    records: list[Record] = []
    documents: list[DocumentVersion] = []
    more_records = more_documents = False
    if words:
        records, more_records = matching(words, partnership_id=partnership_id, limit=SHOWN)
        documents, more_documents = matching_documents(
            words, partnership_id=partnership_id, limit=SHOWN
        )
    found = [
        {
            "title": record.title,
            "href": reverse(record.kind, args=[record.reference]),
            "reference": record.reference,
            "why": record.body.name if record.body else "",
        }
        for record in records
    ]
    papers = [
        {
            "title": version.document.title,
            "href": reverse("evidence:download", args=[version.pk]),
            "reference": version.record.reference,
            "why": version.record.title,
        }
        for version in documents
    ]
    context = {
        "words": words,
        "records": found,
        "documents": papers,
        "more": more_records or more_documents,
    }
    return render(request, "web/search.html", context)
