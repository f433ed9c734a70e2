"""Documents of records that a person may see."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

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
    rows = rows.select_related("document", "stored_file").defer("words")
    return list(rows.order_by("document__number", "pk"))


def version_for_download(actor: Actor, number: int, now: datetime) -> DocumentVersion:
    """One version of a document; `NotSeen` when its record is hidden, or it was withdrawn."""
    rows = DocumentVersion.objects.filter(
        sight(actor, now, "record__"), pk=number, document__withdrawn_at__isnull=True
    )
    found = rows.select_related("document", "record", "stored_file").first()
    if found is None:
        raise NotSeen
    return found


def matching_documents(
    words: str, *, partnership_id: int, limit: int = 50
) -> tuple[list[DocumentVersion], bool]:
    """Documents that match the words, as `records.queries.matching` finds records."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, more FROM sightline_search_documents(%s, %s, %s)",
            [words, partnership_id, limit],
        )
        found = cursor.fetchall()
    ids = [number for number, _ in found]
    versions = DocumentVersion.objects.select_related("document", "record")
    rows = versions.defer("words", "record__words", "record__summary").in_bulk(ids)
    return [rows[number] for number in ids if number in rows], any(more for _, more in found)


def waiting_for_words(limit: int = 500) -> list[int]:
    """Versions whose file has been read and whose words are not in the index yet."""
    rows = DocumentVersion.objects.filter(words__isnull=True, stored_file__words__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
