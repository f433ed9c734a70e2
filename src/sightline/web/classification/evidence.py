"""Documents."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "evidence.Document",
        Kept.AS_WORK,
        internal="id partnership record kind number filed_at withdrawn_at",
        personal="filed_by withdrawn_reason",
        special="title",
    ),
    Table(
        "evidence.DocumentVersion",
        Kept.AS_WORK,
        internal="id document record number stored_file filed_at is_current",
        personal="filed_by",
        special="filename words",
    ),
)
