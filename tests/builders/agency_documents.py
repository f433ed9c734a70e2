"""Documents in an agency's space, its spreadsheet, and two accounts of one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import (
    AgencyDocument,
    AgencyRequest,
    ChronologyEvent,
    ChronologyImport,
    SameEvent,
)

if TYPE_CHECKING:
    from builders.world import World


def filed(
    world: World, request: AgencyRequest, persona: str, title: str, name: str = "notes.txt"
) -> AgencyDocument:
    """A text file that an author adds to their answer."""
    from builders.world import NOW

    return reviews.add_agency_document(
        request=request, title=title, upload=SimpleUploadedFile(name, b"What we wrote then."),
        by=world.actor(persona), now=NOW,
    )  # fmt: skip


def sheet_sent(world: World, request: AgencyRequest, persona: str) -> ChronologyImport:
    """A spreadsheet of events that an author sent and has not brought in."""
    from builders.world import NOW

    upload = SimpleUploadedFile("events.csv", b"Date,What happened\n02/03/2025,Seen at home\n")
    return reviews.receive_chronology(
        request=request, upload=upload, by=world.actor(persona), now=NOW
    )


def judged_alike(world: World, request: AgencyRequest, difference: str) -> SameEvent:
    """Two events of one agency, said to be one: no operation takes them, for want of another
    agency's released events; the table, which this is for, does."""
    from builders.world import NOW

    first, second = ChronologyEvent.objects.filter(summary=request.pk).order_by("pk")[:2]
    return SameEvent.objects.create(
        record=request.review.record, review=request.review, first=first, second=second,
        is_same=True, difference=difference, judged_at=NOW, judged_by="Business Manager",
    )  # fmt: skip
