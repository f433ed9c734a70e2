"""Stored files and the text in them."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "files.StoredFile",
        Kept.AS_WORK,
        internal="id sha256 size kind media_type uploaded_at scan scanned_at",
        personal="uploaded_by uploaded_by_person_id",
        special="original_name",
    ),
    Table(
        "files.FileText",
        Kept.AS_WORK,
        internal="stored_file is_complete read_at",
        special="text",
    ),
)
