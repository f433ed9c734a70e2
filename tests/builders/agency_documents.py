"""Documents in an agency's space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.work.reviews import operations as reviews
from sightline.work.reviews.models import AgencyDocument, AgencyRequest

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
