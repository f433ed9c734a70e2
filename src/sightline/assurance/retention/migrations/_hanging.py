"""What hangs on a record: every foreign key that leads to one, and what becomes of the row when the
record is destroyed (decision 019). A key that is not named here stops the destruction.

Written down, and not worked out from the catalogue: a new table must be thought about once. A house
test demands a line for every key. A later migration adds its lines by `hang`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.migrations import RunSQL

IS = """
actions_action: record_id; actions_recommendation: record_id; duties_draft: record_id;
governance_agendaitem: record_id; governance_dispute: record_id; governance_forumpack: record_id;
governance_groupreport: record_id; governance_meeting: record_id; governance_request: record_id;
governance_taskgroup: record_id; performance_agencyreturn: record_id;
performance_question: record_id; performance_reportreceived: record_id;
planning_objective: record_id; planning_plan: record_id; planning_risk: record_id;
records_raising: record_id; reviews_agencyrequest: record_id; reviews_decisionwindow: record_id;
reviews_incident: identities_id record_id; reviews_informationrequest: record_id;
reviews_learningreview: record_id; reviews_localreview: record_id;
reviews_passedlearning: record_id; reviews_rapidreview: record_id; training_briefing: record_id;
training_course: record_id; training_event: record_id
"""
"""The row is the work behind the cover sheet: one goes with the other, either way."""

GOES = """
retention_hold: record_id; retention_proposal: record_id; retention_decision: record_id proposal_id;
actions_action: recommendation_id source_id; actions_datechange: action_id record_id;
actions_dissemination: record_id; actions_note: action_id record_id; actions_proof: record_id;
actions_recommendation: source_id; actions_step: action_id record_id;
duties_runningclock: record_id; evidence_document: record_id;
evidence_documentversion: document_id record_id; governance_agendaitem: meeting_id;
governance_amendment: item_id record_id; governance_approval: meeting_id record_id;
governance_attendance: meeting_id record_id; governance_decision: item_id record_id;
governance_disputestage: dispute_id record_id; governance_forumlink: pack_id record_id;
governance_forumpack: meeting_id; governance_forumtheme: pack_id record_id;
governance_minute: item_id record_id; governance_packissue: meeting_id record_id;
governance_position: decision_id record_id; governance_reportreceived: meeting_id record_id;
performance_returnline: agency_return_id; performance_submission: agency_return_id record_id;
planning_assessment: record_id risk_id; planning_control: record_id risk_id;
planning_judgement: objective_id record_id; planning_objective: plan_id priority_id;
planning_priority: plan_id record_id; records_conflict: record_id;
records_emergencyaccess: origin_id record_id; records_emergencyreview: access_id;
records_grant: record_id; records_link: source_id target_id; records_record: arises_from_id;
reviews_account: incident_id record_id; reviews_accuracyanswer: asked_id record_id review_id;
reviews_accuracycheck: draft_id record_id review_id;
reviews_accuracyconfirmed: incident_id record_id; reviews_agencyauthor: record_id request_id;
reviews_agencydocument: record_id summary_id; reviews_agencyrequest: review_id;
reviews_agencysummary: record_id request_id review_record_id; reviews_attestation: record_id;
reviews_caseperson: record_id; reviews_changereleased: change_id record_id;
reviews_changetold: incident_id record_id; reviews_chronologyevent: record_id summary_id;
reviews_chronologyimport: record_id summary_id; reviews_commentconsidered: comment_id record_id;
reviews_conflictdecided: possible_id record_id; reviews_copysent: decision_id record_id;
reviews_criterionjudged: decision_id recommendation_id record_id;
reviews_decider: record_id window_id; reviews_decisionpackpart: record_id window_id;
reviews_decisiontold: decision_id record_id; reviews_decisionwindow: incident_id;
reviews_delaytold: delay_id record_id; reviews_deposit: record_id release_id;
reviews_disclosureanswer: record_id request_id; reviews_disclosureasked: record_id request_id;
reviews_disclosurechecked: answer_id record_id; reviews_disclosurerequest: incident_id record_id;
reviews_disclosuresent: answer_id record_id request_id;
reviews_draftcorrection: answer_id record_id review_id;
reviews_familyplan: case_person_id record_id review_id;
reviews_familystep: plan_id record_id review_id; reviews_familytold: incident_id record_id;
reviews_finding: record_id review_id;
reviews_findingrecommendation: finding_id recommendation_id record_id review_id;
reviews_hitjustified: hit_id record_id; reviews_identity: case_person_id record_id;
reviews_informationanswer: record_id request_id; reviews_informationchaser: record_id request_id;
reviews_informationextension: record_id request_id; reviews_informationrequest: review_id;
reviews_interimlearning: record_id review_id; reviews_judgement: record_id;
reviews_learningfinding: record_id review_id;
reviews_learningfindingrecommendation: finding_id recommendation_id record_id review_id;
reviews_learningreview: incident_id; reviews_learningreviewend: record_id review_id;
reviews_learningreviewnamed: record_id review_id;
reviews_learningreviewstep: record_id review_id; reviews_learningtakenup: passed_id record_id;
reviews_localreview: incident_id; reviews_named: incident_id record_id;
reviews_notifydecision: incident_id record_id; reviews_ownposition: record_id window_id;
reviews_panelreply: incident_id record_id; reviews_partnerposition: decision_id record_id;
reviews_partnerview: record_id; reviews_passedlearning: source_id;
reviews_positionbyhand: position_id record_id; reviews_possibleconflict: incident_id record_id;
reviews_practitionerevent: record_id review_id;
reviews_practitionerscame: event_id record_id review_id; reviews_proceeding: record_id review_id;
reviews_proceedingstanding: proceeding_id record_id review_id;
reviews_publicationcomment: decision_id record_id;
reviews_publicationdecision: incident_id record_id text_id;
reviews_publicationposition: decision_id record_id;
reviews_publicationtext: incident_id record_id; reviews_purposeanswer: record_id review_id;
reviews_rapidreview: incident_id; reviews_recommendation: record_id review_id;
reviews_release: decision_id record_id; reviews_reportfile: incident_id record_id;
reviews_requestextension: record_id request_id; reviews_reveal: case_person_id record_id;
reviews_reviewcompletion: draft_id record_id review_id;
reviews_reviewdecision: incident_id record_id; reviews_reviewdelay: decision_id record_id;
reviews_reviewdraft: document_id record_id review_id; reviews_reviewer: record_id review_id;
reviews_reviewerend: record_id review_id reviewer_id; reviews_reviewterms: record_id review_id;
reviews_safetycheck: change_id incident_id record_id report_file_id text_id;
reviews_safetyhit: record_id safety_check_id;
reviews_sameevent: first_id record_id review_id second_id;
reviews_sending: incident_id record_id; reviews_takendown: record_id release_id;
reviews_withdrawal: incident_id record_id; training_booking: event_id;
training_bookingneeds: booking_id; training_briefingreach: briefing_id record_id;
training_briefingreceipt: briefing_id; training_certificate: booking_id;
training_charge: booking_id taught_id; training_evaluation: booking_id;
training_evaluationcomment: evaluation_id; training_evaluationitem: course_id;
training_evaluationscore: evaluation_id item_id; training_evaluationtheme: course_id;
training_eventplaces: event_id; training_eventsession: event_id; training_eventtrainer: event_id;
training_joining: event_id; training_module: course_id; training_moduletry: course_id module_id;
training_roleneed: course_id; training_sessionattendance: booking_id session_id;
training_sortedcomment: comment_id theme_id; training_workshop: event_id;
training_workshopchoice: booking_id workshop_id
"""
"""The row is part of what it points at, and goes with it."""

CLEARS = """
actions_dissemination: told_in_id; actions_proof: evidence_id; duties_fulfilment: record_id;
governance_agendaitem: carried_from_id source_id; governance_groupreport: meeting_id;
governance_request: meeting_id; planning_objective: copied_from_id;
planning_plan: copied_from_id; training_event: copied_from_id
"""
"""The row is other work, which stays; where it pointed at what goes, it points at nothing."""

HOLDS = """
actions_action: merged_into_id; governance_approval: at_meeting_id;
performance_release: submission_id; training_booking: replaces_id;
training_completion: course_id earned_in_id told_in_id; training_completionfile: course_id;
training_evaluation: course_id; training_event: course_id
"""
"""The row is other work, which would be false without what it points at: that must go first."""


def keys(text: str) -> Iterator[tuple[str, str]]:
    """Table and column of each key."""
    for one in text.replace("\n", " ").split(";"):
        if one.strip():
            table, columns = one.split(":")
            for column in columns.split():
                yield table.strip(), column


class Hanging(RunSQL):
    """Keys of new tables by their answer, and what goes let past its guards when it is destroyed,
    and only then."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = {name.rstrip("_"): text for name, text in answers.items()}
        rows = ", ".join(
            f"('{table}', '{column}', '{answer}')"
            for answer, text in self.answers.items()
            for table, column in keys(text)
        )
        told = f"INSERT INTO retention_hanging (child, col, answer) VALUES {rows}"
        super().__init__((told, OPEN_THE_GUARDS), RunSQL.noop)


def hang(**answers: str) -> Hanging:
    """Write down keys by their answer (`goes=`, `is_=`, `clears=`, `holds=`)."""
    return Hanging(answers)


OPEN_THE_GUARDS = """SELECT sightline_retention_guards()"""
