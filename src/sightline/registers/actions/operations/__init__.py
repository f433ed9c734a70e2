"""Every write about recommendations and actions. Upper rooms call these with a record of their own
as `source`: they check the permission, open the cover sheet and write the trail."""

from sightline.registers.actions.operations.arranging import merge_actions, move_dates
from sightline.registers.actions.operations.closing import (
    add_proof,
    cancel_action,
    complete_action,
    reopen_action,
    verify_difference,
)
from sightline.registers.actions.operations.filing import file_evidence
from sightline.registers.actions.operations.importing import bring_in, receive_import
from sightline.registers.actions.operations.making import hand_over, make_action
from sightline.registers.actions.operations.progressing import re_date, record_progress
from sightline.registers.actions.operations.recommending import (
    answer_recommendation,
    disseminate,
    make_recommendation,
)
from sightline.registers.actions.operations.reminding import remind_of_actions, send_digests

__all__ = [
    "add_proof",
    "answer_recommendation",
    "bring_in",
    "cancel_action",
    "complete_action",
    "disseminate",
    "file_evidence",
    "hand_over",
    "make_action",
    "make_recommendation",
    "merge_actions",
    "move_dates",
    "re_date",
    "receive_import",
    "record_progress",
    "remind_of_actions",
    "reopen_action",
    "send_digests",
    "verify_difference",
]
