"""Every write of cases: recording, naming, judging, deciding, sending, and keeping identities; of
rapid reviews: asking agencies, answering for one, releasing, answering the four purposes and
recommending; of the Executive: its decisions on a local review and the delays it approves."""

from sightline.work.reviews.operations.answering import (
    add_event,
    remove_event,
    save_summary,
    submit_summary,
)
from sightline.work.reviews.operations.deciding import (
    recommend_review,
    record_delay,
    record_review_decision,
    record_telling,
    record_telling_of_decision,
)
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
from sightline.work.reviews.operations.reviewing import (
    answer_purpose,
    ask_agency,
    begin_rapid_review,
    extend_request,
    release_summary,
)

__all__ = [
    "add_event",
    "answer_purpose",
    "ask_agency",
    "attest",
    "begin_rapid_review",
    "correct_incident",
    "decide_notifying",
    "end_naming",
    "extend_request",
    "judge_criterion",
    "keep_identity",
    "name_to_case",
    "note_identities_read",
    "note_reading",
    "recommend_review",
    "record_delay",
    "record_incident",
    "record_partner_view",
    "record_reply",
    "record_review_decision",
    "record_sending",
    "record_telling",
    "record_telling_of_decision",
    "release_summary",
    "remove_event",
    "reveal_identity",
    "save_summary",
    "submit_summary",
    "withdraw_notification",
]
