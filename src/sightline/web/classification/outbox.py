"""Messages."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "outbox.Message",
        Kept.AS_WORK,
        internal="id notice about key queued_at next_attempt_at state attempts claimed_at sent_at "
        "last_error",
        personal="facts to_person_id to_email",
    ),
)
