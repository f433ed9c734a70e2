"""The trail, and forms already posted."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "trail.TrailEvent",
        Kept.AS_TRAIL,
        internal="id partnership_id at kind code about previous_hash hash",
        personal="person_id actor",
        special="facts",
    ),
    Table("trail.TrailHead", Kept.AS_TRAIL, internal="chain last_id hash"),
    Table(
        "trail.PostedForm",
        Kept.AS_MACHINERY,
        internal="key path location posted_at",
        personal="person_id",
    ),
)
