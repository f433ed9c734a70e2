"""How long is kept what, what is held and proposed, and what was destroyed."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "retention.Period",
        Kept.AS_ARRANGEMENTS,
        internal="id partnership class_code years reason set_at",
        personal="set_by",
    ),
    Table(
        "retention.Hold",
        Kept.AS_WORK,
        internal="id partnership record put_at ended_at",
        personal="put_by ended_by",
        special="reason ended_reason",
    ),
    Table(
        "retention.Proposal",
        Kept.AS_WORK,
        internal="id partnership record class_code years changed_on due_on row_count file_count "
        "proposed_at",
        personal="proposed_by",
    ),
    Table(
        "retention.Decision",
        Kept.AS_WORK,
        internal="id proposal record verdict decided_at expires_at",
        personal="decided_by",
        special="reason",
    ),
    Table(
        "retention.Certificate",
        Kept.AS_CERTIFICATE,
        internal="id partnership reference record_reference record_number kind class_code marking "
        "opened_at years changed_on due_on row_count file_count rows files went_along "
        "proposed_at decided_at destroyed_at audience",
        personal="proposed_by proposed_by_number decided_by decided_by_number open_to hidden_from",
        special="reason",
    ),
)
