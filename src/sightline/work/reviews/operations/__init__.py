"""Every write of cases: recording, naming, judging, deciding, sending, and keeping identities."""

from sightline.work.reviews.operations.identities import (
    keep_identity,
    note_identities_read,
    reveal_identity,
)
from sightline.work.reviews.operations.judging import judge_criterion, record_partner_view
from sightline.work.reviews.operations.notifying import (
    decide_notifying,
    record_reply,
    record_sending,
    withdraw_notification,
)
from sightline.work.reviews.operations.recording import (
    attest,
    correct_incident,
    end_naming,
    name_to_case,
    note_reading,
    record_incident,
)

__all__ = [
    "attest",
    "correct_incident",
    "decide_notifying",
    "end_naming",
    "judge_criterion",
    "keep_identity",
    "name_to_case",
    "note_identities_read",
    "note_reading",
    "record_incident",
    "record_partner_view",
    "record_reply",
    "record_sending",
    "reveal_identity",
    "withdraw_notification",
]
