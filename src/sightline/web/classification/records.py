"""Cover sheets, and who sees them."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "records.Record",
        Kept.AS_WORK,
        internal="id partnership reference kind body marking held_from audience opens_at "
        "arises_from on created_at",
        personal="owner",
        special="title summary words",
    ),
    Table("records.Link", Kept.AS_WORK, internal="id source target how made_at ended_at"),
    Table("records.Raising", Kept.AS_WORK, internal="id record body raised_at settled_at"),
    Table(
        "records.Grant",
        Kept.AS_WORK,
        internal="id record starts_at ends_at ended_at",
        personal="person reason granted_by",
    ),
    Table(
        "records.Conflict",
        Kept.AS_WORK,
        internal="id record how found_at ended_at",
        personal="person found_by",
        special="nature",
    ),
    Table(
        "records.StandingInterest",
        Kept.AS_WORK,
        internal="id partnership declared_at ended_at",
        personal="person nature",
    ),
    Table(
        "records.EmergencyAccess",
        Kept.AS_WORK,
        internal="id record origin partnership reference starts_at ends_at ended_at review_by_on",
        personal="person",
        special="reason",
    ),
    Table(
        "records.EmergencyReview",
        Kept.AS_WORK,
        internal="id access finding reviewed_at",
        personal="reviewed_by",
        special="words",
    ),
    Table("records.ReferenceCount", Kept.AS_MACHINERY, internal="id partnership prefix year last"),
)
