"""Meetings, and what bodies are asked."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "governance.Meeting",
        Kept.AS_WORK,
        internal="id record partnership body on starts_at ends_at venue state chaired_by "
        "held_recorded_at version",
        personal="chair_name held_recorded_by cancelled_reason",
    ),
    Table(
        "governance.Attendance",
        Kept.AS_WORK,
        internal="id meeting record place seat how",
        personal="name deputy_name",
    ),
    Table(
        "governance.ReportReceived",
        Kept.AS_WORK,
        internal="id meeting record source_key source_name received_at",
        personal="received_by",
    ),
    Table(
        "governance.Request",
        Kept.AS_WORK,
        internal="id record partnership body kind state asked_at for_body for_agency answer_due_on "
        "workings answered_at meeting meets_on done_at",
        personal="asker asked_by answered_by done_by",
        special="subject words answer outcome",
    ),
    Table(
        "governance.Dispute",
        Kept.AS_WORK,
        internal="id record partnership body state raised_at ended_at",
        personal="parties raised_by ended_by",
        special="subject reasons options outcome",
    ),
    Table(
        "governance.DisputeStage",
        Kept.AS_WORK,
        internal="id dispute record stage referred_on referred_at settle_by_on is_settled ended_at",
        personal="referred_by ended_by",
        special="came_of_it",
    ),
    Table(
        "governance.TaskGroup",
        Kept.AS_WORK,
        internal="id record partnership body name set_up_at ends_on first_ends_on times_extended "
        "reported_at",
        personal="lead members set_up_by reported_by",
        special="purpose report",
    ),
)
