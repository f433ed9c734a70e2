"""Promises, what keeps them, and what sets them aside."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "duties.Duty",
        Kept.AS_ARRANGEMENTS,
        public="id partnership key promise kind starts_on ends_on",
    ),
    Table(
        "duties.Edition",
        Kept.AS_WORK,
        internal="id partnership document_key name begun_on starts_on ends_on entered_at "
        "withdrawn_at",
        personal="entered_by withdrawn_reason",
    ),
    Table(
        "duties.Fulfilment",
        Kept.AS_WORK,
        internal="id partnership kind on body_key source_key document_key topic seat place_key "
        "duty edition record is_attested link entered_at withdrawn_at",
        personal="entered_by late_reason withdrawn_reason",
        special="words",
    ),
    Table(
        "duties.Draft",
        Kept.AS_WORK,
        internal="id record partnership document_key body offered_at answer answered_on",
        personal="offered_by answered_by",
        special="words",
    ),
    Table(
        "duties.RunningClock",
        Kept.AS_WORK,
        internal="id partnership duty record started_on started_at due_on due_at is_provisional "
        "rule_version workings stopped_on entered_at",
        personal="entered_by late_reason",
    ),
    Table(
        "duties.Dispensation",
        Kept.AS_WORK,
        internal="id partnership duty starts_on ends_on reason decided_on entered_at withdrawn_at",
        personal="decided_by entered_by",
    ),
    Table(
        "duties.Reminder",
        Kept.AS_WORK,
        internal="id partnership duty occasion queued_at",
        personal="person",
    ),
)
