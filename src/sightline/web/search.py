"""Search over records and documents, within the reader's sight."""

from __future__ import annotations

from django.http import HttpResponse

from sightline.foundation.addresses import address
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.evidence import queries as evidence
from sightline.registers.records import permissions
from sightline.registers.records import queries as records_found

LONGEST = 200
SHOWN = 50


@page(permissions.search)
def search(request: PageRequest) -> HttpResponse:
    """Records and documents that match the words, the best of the newest thousand first."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    partnership_id = request.actor.partnership_id or 0
    records: list[records_found.Hit] = []
    documents: list[evidence.Hit] = []
    more_records = more_documents = False
    if words:
        records, more_records = records_found.matching(
            words, partnership_id=partnership_id, limit=SHOWN
        )
        documents, more_documents = evidence.matching_documents(
            words, partnership_id=partnership_id, limit=SHOWN
        )
    found = [
        {
            "title": record.title,
            "href": address(record.kind, record.reference),
            "reference": record.reference,
            "why": record.body or "",
        }
        for record in records
    ]
    papers = [
        {
            "title": version.title,
            "href": address("evidence:download", version.pk),
            "reference": version.reference,
            "why": version.record,
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
