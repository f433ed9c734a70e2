"""Dates and invitations."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "diary.Occasion",
        Kept.AS_WORK,
        internal="id partnership_id about key title falls_on starts_at ends_at place link "
        "is_cancelled changed_at",
    ),
    Table(
        "diary.Invitee",
        Kept.AS_WORK,
        internal="id occasion is_optional is_withdrawn sequence changed_at",
        personal="person",
    ),
    Table(
        "diary.Feed",
        Kept.AS_ACCOUNT,
        internal="id secret_hash made_at ended_at",
        personal="person",
    ),
)
