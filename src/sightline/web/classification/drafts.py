"""What was typed and not sent."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "drafts.Draft",
        Kept.AS_DRAFT,
        internal="id address page saved_at",
        personal="person",
        special="typed",
    ),
)
