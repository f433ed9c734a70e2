"""Documents of records that a person may see."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from sightline.foundation.errors import NotSeen
from sightline.foundation.lists import one_of
from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.evidence.models import Document, DocumentVersion
from sightline.registers.records.models import Record
from sightline.registers.records.queries import sight

CURRENT = Objects(
    lambda: (
        DocumentVersion.objects.filter(
            record__among=given("records", list[int]),
            is_current=True,
            document__withdrawn_at__isnull=True,
        )
        .select_related("document", "stored_file")
        .defer("words")
        .order_by("document__number", "pk")
    )
)


def current_documents(record: Record) -> list[DocumentVersion]:
    """The current version of each document of a record already seen, in the order of its papers."""
    return current_documents_of([record.pk])


def current_documents_of(records: list[int]) -> list[DocumentVersion]:
    """The current version of each document of several records already seen."""
    return CURRENT.rows(records=records)


def document_by(actor: Actor, number: int, now: datetime) -> tuple[Document, list[DocumentVersion]]:
    """One document of the actor's partnership with all its versions, the newest first, also after
    it was withdrawn; `NotSeen` when its record is absent or hidden."""
    rows = Document.objects.filter(
        sight(actor, now, "record__"), pk=number, partnership=actor.partnership_id
    )
    found = rows.select_related("record").defer("record__words").first()
    if found is None:
        raise NotSeen
    return found, list(
        found.versions.select_related("stored_file").defer("words").order_by("-number")
    )


def version_for_download(actor: Actor, number: int, now: datetime) -> DocumentVersion:
    """One version of a document; `NotSeen` when its record is hidden, or it was withdrawn."""
    rows = DocumentVersion.objects.filter(
        sight(actor, now, "record__"), pk=number, document__withdrawn_at__isnull=True
    )
    return one_of(rows.select_related("document", "record", "stored_file"))


class Hit(NamedTuple):
    """A document that was found: its current version, and the record it was filed against."""

    pk: int
    title: str
    reference: str
    record: str


HITS = Statement(
    Hit,
    lambda: DocumentVersion.objects.filter(pk__among=given("numbers", list[int])).values_list(
        "pk", "document__title", "record__reference", "record__title"
    ),
)


def matching_documents(
    words: str, *, partnership_id: int, limit: int = 50
) -> tuple[list[Hit], bool]:
    """Documents that match the words, as `records.queries.matching` finds records."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, more FROM sightline_search_documents(%s, %s, %s)",
            [words, partnership_id, limit],
        )
        found = cursor.fetchall()
    ids = [number for number, _ in found]
    rows = {one.pk: one for one in HITS.rows(numbers=ids)}
    return [rows[number] for number in ids if number in rows], any(more for _, more in found)


def waiting_for_words(limit: int = 500) -> list[int]:
    """Versions whose file has been read and whose words are not in the index yet."""
    rows = DocumentVersion.objects.filter(words__isnull=True, stored_file__words__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
