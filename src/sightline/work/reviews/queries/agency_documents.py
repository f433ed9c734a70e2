"""Documents of agencies' answers that a reader may have."""

from __future__ import annotations

from django.db.models import QuerySet

from sightline.foundation.errors import NotSeen
from sightline.foundation.lists import Kept, Lists, one_of
from sightline.foundation.statements import given
from sightline.work.reviews.models import AgencyDocument, AgencySummary, RapidReview


def documents_of(summary: AgencySummary) -> list[AgencyDocument]:
    """The documents of an answer that the reader reads, in the order in which they were added."""
    return list(summary.documents.filter(removed_at__isnull=True).order_by("number"))


def documents_sealed(summary: AgencySummary) -> list[tuple[str, str]]:
    """Title and hash of each document of an answer, as its seal takes them."""
    return [(one.title, one.sha256) for one in documents_of(summary)]


def document_of(summary: AgencySummary | None, number: int) -> AgencyDocument:
    """One document of an answer that the reader reads; `NotSeen` when there is none."""
    rows = AgencyDocument.objects.filter(summary=summary, number=number, removed_at__isnull=True)
    found = rows.select_related("stored_file").first() if summary is not None else None
    if found is None:
        raise NotSeen
    return found


FEW = 20
"""Documents that stand on the page of a review; more of them have a page of their own."""


def _released() -> QuerySet[AgencyDocument]:
    return AgencyDocument.objects.filter(
        summary__review_record=given("record", int),
        summary__released_at__isnull=False,
        removed_at__isnull=True,
    )


def few_documents() -> QuerySet[AgencyDocument]:
    """The first documents of the released answers to a review, one more than stand on its page."""
    rows = _released().only("summary", "title", "kind", "size")
    return rows.order_by("summary", "number")[: FEW + 1]


LISTED = Lists(
    _released, lambda rows: rows.values("pk", "title", "kind", "size", "summary__agency__name")
)


def by_answer(rows: list[AgencyDocument]) -> dict[int, list[AgencyDocument]] | None:
    """Documents by the number of the answer; none where they are more than a few."""
    if len(rows) > FEW:
        return None
    found: dict[int, list[AgencyDocument]] = {}
    for one in rows:
        found.setdefault(one.summary_id, []).append(one)
    return found


def all_documents_released(review: RapidReview) -> Kept:
    """Every document that was released to the panel, as a list."""
    return LISTED.of(record=review.record_id)


def document_released(review: RapidReview, number: int) -> AgencyDocument:
    """One document of an answer that was released to the panel, by its own number."""
    return one_of(
        AgencyDocument.objects.filter(
            pk=number,
            summary__review_record=review.record_id,
            summary__released_at__isnull=False,
            removed_at__isnull=True,
        ).select_related("stored_file")
    )
