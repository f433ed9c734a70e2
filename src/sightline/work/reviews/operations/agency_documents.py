"""Documents in an agency's space: the agency's until it submits, sealed with its answer (R6.2)."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files import operations as files
from sightline.foundation.permissions import Actor
from sightline.work.reviews import events, permissions
from sightline.work.reviews.models import AgencyDocument, AgencyRequest
from sightline.work.reviews.operations.answering import draft_to_change
from sightline.work.reviews.operations.recording import write
from sightline.work.reviews.rules import rapid_review as rules


@transaction.atomic
def add_agency_document(
    *, request: AgencyRequest, title: str, upload: UploadedFile[bytes], by: Actor, now: datetime
) -> AgencyDocument:
    """Add a document to an agency's answer while it is a draft; nobody else reads it. The file is
    checked, and a dangerous one refused, before anything of it is kept."""
    permissions.answer_for_agency.check(by)
    held = draft_to_change(request=request, by=by, now=now)
    rules.check_document(title, held.documents.filter(removed_at__isnull=True).count())
    stored = files.accept(upload, by=by, now=now)
    last = held.documents.aggregate(last=Max("number"))["last"] or 0
    made = AgencyDocument.objects.create(
        summary=held,
        record=request.record,
        number=last + 1,
        title=" ".join(title.split()),
        stored_file=stored,
        sha256=stored.sha256,
        kind=stored.kind,
        size=stored.size,
        added_at=now,
        added_by=by.name,
    )
    write(record=request.record, event=events.agency_document_added, by=by, now=now)
    return made


@transaction.atomic
def remove_agency_document(
    *, request: AgencyRequest, number: int, by: Actor, now: datetime
) -> None:
    """Take a document out of an answer that is still a draft; it stays on record as taken out."""
    permissions.answer_for_agency.check(by)
    held = draft_to_change(request=request, by=by, now=now)
    found = held.documents.filter(number=number, removed_at__isnull=True).first()
    if found is None:
        raise RuleBroken("This document has been taken out already.")
    found.removed_at, found.removed_by = now, by.name
    found.save(update_fields=["removed_at", "removed_by"])
    write(record=request.record, event=events.agency_document_removed, by=by, now=now)
