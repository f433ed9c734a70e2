"""Recommendations, actions, and what was said of them."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

TABLES = (
    Table(
        "actions.Recommendation",
        Kept.AS_WORK,
        internal="id record partnership source origin said_on body to_agency response responded_on "
        "entered_at",
        personal="said_by to_whom responded_by entered_by",
        special="wording hoped_for reason",
    ),
    Table(
        "actions.Dissemination",
        Kept.AS_WORK,
        internal="id record how happened_on to_whom reached told_in entered_at",
        personal="entered_by",
    ),
    Table(
        "actions.Proof",
        Kept.AS_WORK,
        internal="id record kind shows seen_on evidence entered_at",
        personal="entered_by",
        special="words",
    ),
    Table(
        "actions.Action",
        Kept.AS_WORK,
        internal="id record partnership source recommendation body kind agency state due_on "
        "first_due_on times_moved moving_on blocked_on completed_on verified_on merged_into "
        "entered_at reference audience marking opens_at arises_from_id",
        personal="owner owner_name completed_by verified_by entered_by",
        special="what detail blocked_by what_changed verdict closing_reason",
    ),
    Table(
        "actions.Step",
        Kept.AS_WORK,
        internal="id action record number done_on",
        personal="done_by",
        special="words",
    ),
    Table(
        "actions.Note",
        Kept.AS_WORK,
        internal="id action record said_at",
        personal="said_by",
        special="words",
    ),
    Table(
        "actions.DateChange",
        Kept.AS_WORK,
        internal="id action record old_on new_on moved_at",
        personal="moved_by",
        special="reason",
    ),
    Table(
        "actions.ActionImport",
        Kept.AS_WORK,
        internal="id partnership stored_file usual_body owner sent_at brought_in_at count",
        personal="sent_by",
    ),
)
