"""Every write of cases: recording, naming, judging, deciding, sending, and keeping identities; of
rapid reviews: asking agencies, answering for one, releasing, answering the four purposes and
recommending; of the Executive: its decisions on a local review and the delays it approves; and of
the local review itself."""

from sightline.work.reviews.operations.agency_documents import (
    add_agency_document,
    remove_agency_document,
)
from sightline.work.reviews.operations.answering import (
    add_event,
    remove_event,
    save_summary,
    submit_summary,
)
from sightline.work.reviews.operations.chasing import chase_agencies
from sightline.work.reviews.operations.chronology import (
    bring_in_chronology,
    judge_same_event,
    receive_chronology,
)
from sightline.work.reviews.operations.deciding import (
    recommend_review,
    record_delay,
    record_review_decision,
    record_telling,
    record_telling_of_decision,
)
from sightline.work.reviews.operations.delaying import ask_for_delay, record_approved_delay
from sightline.work.reviews.operations.identities import (
    correct_identity,
    keep_identity,
    note_identities_read,
    reveal_all,
    reveal_identity,
)
from sightline.work.reviews.operations.judging import judge_criterion, record_partner_view
from sightline.work.reviews.operations.local_review import (
    appoint_reviewer,
    begin_local_review,
    end_reviewer,
    record_proceeding,
    review_proceeding,
    set_terms,
)
from sightline.work.reviews.operations.local_review_agencies import (
    answer_information,
    ask_for_information,
    chase_information,
    extend_information,
)
from sightline.work.reviews.operations.local_review_drafts import (
    ask_about_draft,
    file_draft,
    record_accuracy,
    settle_correction,
)
from sightline.work.reviews.operations.local_review_findings import (
    complete_local_review,
    recommend_from_finding,
    record_finding,
    record_interim_learning,
)
from sightline.work.reviews.operations.local_review_people import (
    plan_family,
    record_family_step,
    record_practitioner_event,
)
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
    "add_agency_document",
    "add_event",
    "answer_information",
    "answer_purpose",
    "appoint_reviewer",
    "ask_about_draft",
    "ask_agency",
    "ask_for_delay",
    "ask_for_information",
    "attest",
    "begin_local_review",
    "begin_rapid_review",
    "bring_in_chronology",
    "chase_agencies",
    "chase_information",
    "complete_local_review",
    "correct_identity",
    "correct_incident",
    "decide_notifying",
    "end_naming",
    "end_reviewer",
    "extend_information",
    "extend_request",
    "file_draft",
    "judge_criterion",
    "judge_same_event",
    "keep_identity",
    "name_to_case",
    "note_identities_read",
    "note_reading",
    "plan_family",
    "receive_chronology",
    "recommend_from_finding",
    "recommend_review",
    "record_accuracy",
    "record_approved_delay",
    "record_delay",
    "record_family_step",
    "record_finding",
    "record_incident",
    "record_interim_learning",
    "record_partner_view",
    "record_practitioner_event",
    "record_proceeding",
    "record_reply",
    "record_review_decision",
    "record_sending",
    "record_telling",
    "record_telling_of_decision",
    "release_summary",
    "remove_agency_document",
    "remove_event",
    "reveal_all",
    "reveal_identity",
    "review_proceeding",
    "save_summary",
    "set_terms",
    "settle_correction",
    "submit_summary",
    "withdraw_notification",
]
