"""Meetings, and what bodies are asked."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "governance.Meeting",
        Kept.AS_WORK,
        internal="id record partnership body on first_on starts_at ends_at venue state chaired_by "
        "took_part apologies held_recorded_at version",
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
    Table(
        "governance.GroupReport",
        Kept.AS_WORK,
        internal="id record partnership body to_body state since_on until_on begun_at submitted_at "
        "passed_on_at meeting",
        personal="begun_by submitted_by passed_on_by",
        special="words asks facts",
    ),
    Table(
        "governance.ForumPack",
        Kept.AS_WORK,
        internal="id record partnership meeting words written_at",
        personal="written_by",
    ),
    Table(
        "governance.ForumLink",
        Kept.AS_WORK,
        internal="id pack record who token_hash sent_at expires_at used_at",
        personal="name sent_by",
    ),
    Table(
        "governance.ForumTheme",
        Kept.AS_WORK,
        internal="id pack record kind who entered_at answered_at",
        personal="entered_by answered_by",
        special="words became",
    ),
    Table(
        "governance.StandingItem",
        Kept.AS_WORK,
        internal="id partnership body position title purpose takes added_at ended_at",
        personal="presenter added_by ended_by",
    ),
    Table(
        "governance.AgendaItem",
        Kept.AS_WORK,
        internal="id record partnership meeting position is_private purpose takes meant_for origin "
        "origin_key source carried_from state version added_at",
        personal="presenter added_by",
        special="title note reason",
    ),
    Table(
        "governance.Minute",
        Kept.AS_WORK,
        internal="id item record partnership version written_at",
        personal="written_by",
        special="words",
    ),
    Table(
        "governance.Amendment",
        Kept.AS_WORK,
        internal="id item record partnership amended_at",
        personal="amended_by",
        special="before after reason",
    ),
    Table(
        "governance.Approval",
        Kept.AS_WORK,
        internal="id meeting record partnership stage at_meeting approved_at",
        personal="approved_by",
    ),
    Table(
        "governance.Decision",
        Kept.AS_WORK,
        internal="id item record partnership is_joint document_key decided_on recorded_at "
        "withdrawn_at",
        personal="recorded_by",
        special="words options reasons dissent withdrawn_reason",
    ),
    Table(
        "governance.Position",
        Kept.AS_WORK,
        internal="id decision record partnership place name stance",
    ),
    Table(
        "governance.PackIssue",
        Kept.AS_WORK,
        internal="id meeting record partnership number issued_at",
        personal="issued_by",
    ),
)
