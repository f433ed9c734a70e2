"""Documents of records that a person may see."""

from __future__ import annotations

from datetime import datetime

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.registers.evidence.models import DocumentVersion
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight


def current_documents(record: Record) -> list[DocumentVersion]:
    """The current version of each document of a record already seen, in the order of its papers."""
    rows = DocumentVersion.objects.filter(
        record=record, is_current=True, document__withdrawn_at__isnull=True
    )
    return list(rows.select_related("document", "stored_file").order_by("document__number", "pk"))


def version_for_download(actor: Actor, number: int, now: datetime) -> DocumentVersion:
    """One version of a document; `NotSeen` when its record is hidden, or it was withdrawn."""
    rows = DocumentVersion.objects.filter(
        sight(actor, now, "record__"), pk=number, document__withdrawn_at__isnull=True
    )
    found = rows.select_related("document", "record", "stored_file").first()
    if found is None:
        raise NotSeen
    return found
