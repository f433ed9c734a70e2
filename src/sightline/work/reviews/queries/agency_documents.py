"""Documents of agencies' answers that a reader may have."""

from __future__ import annotations

from sightline.foundation.errors import NotSeen
from sightline.foundation.lists import one_of
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


def documents_released(review: RapidReview) -> dict[int, list[AgencyDocument]]:
    """Documents of the answers that were released to the panel, by the number of the answer."""
    rows = AgencyDocument.objects.filter(
        summary__review_record=review.record_id,
        summary__released_at__isnull=False,
        removed_at__isnull=True,
    )
    found: dict[int, list[AgencyDocument]] = {}
    for one in rows.order_by("summary", "number"):
        found.setdefault(one.summary_id, []).append(one)
    return found


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
