"""Cases: what happened, who is in them, and who read them."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table
from sightline.web.classification.disclosures import OF_DISCLOSURES
from sightline.web.classification.learning_reviews import OF_LEARNING_REVIEWS
from sightline.web.classification.local_reviews import OF_LOCAL_REVIEWS
from sightline.web.classification.publication import OF_PUBLICATION

TABLES = (
    Table(
        "reviews.Incident",
        Kept.AS_WORK,
        internal="id record identities partnership recorded_at",
        personal="recorded_by",
    ),
    Table(
        "reviews.Account",
        Kept.AS_WORK,
        internal="id incident record number due_on is_provisional workings rule_version entered_at",
        personal="entered_by",
        special="happened_on became_aware_at place home_authority is_death child_status abuse harm "
        "circumstances parallel media_interest reason",
    ),
    Table(
        "reviews.Named",
        Kept.AS_WORK,
        internal="id record incident seat part named_at ended_at",
        personal="name reason named_by ended_by",
    ),
    Table(
        "reviews.Attestation",
        Kept.AS_WORK,
        internal="id record attested_at",
        personal="person name reason",
    ),
    Table(
        "reviews.Judgement",
        Kept.AS_WORK,
        internal="id record matter criterion judged_at",
        personal="judged_by",
        special="answer reasons",
    ),
    Table(
        "reviews.PartnerView",
        Kept.AS_WORK,
        internal="id record matter place partner given_on entered_at",
        personal="given_by entered_by",
        special="stance reasons",
    ),
    Table(
        "reviews.NotifyDecision",
        Kept.AS_WORK,
        internal="id incident record decided_at",
        personal="decided_by",
        special="is_to_notify reasons",
    ),
    Table(
        "reviews.Sending",
        Kept.AS_WORK,
        internal="id incident record recipient sent_at due_on is_late late_approved_on entered_at",
        personal="sent_by late_approved_by entered_by",
        special="what late_reason",
    ),
    Table(
        "reviews.PanelReply",
        Kept.AS_WORK,
        internal="id incident record panel_reference received_on entered_at",
        personal="entered_by",
        special="words",
    ),
    Table(
        "reviews.Withdrawal",
        Kept.AS_WORK,
        internal="id incident record kind decided_on entered_at",
        personal="decided_by entered_by",
        special="reasons",
    ),
    Table(
        "reviews.CasePerson",
        Kept.AS_WORK,
        internal="id record label entered_at",
        personal="part entered_by",
    ),
    Table(
        "reviews.Identity",
        Kept.AS_WORK,
        internal="case_person record",
        personal="name aliases born_on address school",
        special="nhs_number",
    ),
    Table(
        "reviews.Reveal",
        Kept.AS_WORK,
        internal="id record case_person revealed_at ends_at",
        personal="person name reason",
    ),
    Table(
        "reviews.RapidReview",
        Kept.AS_WORK,
        internal="id record incident partnership notified_on aware_on due_on aware_due_on "
        "is_provisional workings rule_version begun_at",
        personal="begun_by",
    ),
    Table(
        "reviews.AgencyRequest",
        Kept.AS_WORK,
        internal="id record review partnership agency due_on workings asked_at",
        personal="asked_by",
        special="words",
    ),
    Table(
        "reviews.AgencyAuthor",
        Kept.AS_WORK,
        internal="id request record seat named_at",
        personal="person name named_by",
    ),
    Table(
        "reviews.RequestExtension",
        Kept.AS_WORK,
        internal="id request record until_on extended_at",
        personal="reason extended_by",
    ),
    Table(
        "reviews.AgencySummary",
        Kept.AS_WORK,
        internal="request record review_record agency is_nil submitted_at seal released_at",
        personal="submitted_by released_by",
        special="known analysis immediate days kinds",
    ),
    Table(
        "reviews.ChronologyEvent",
        Kept.AS_WORK,
        internal="id summary record entered_at removed_at",
        personal="entered_by removed_by",
        special="happened_on about_when what response theme child_seen",
    ),
    Table(
        "reviews.AgencyDocument",
        Kept.AS_WORK,
        internal="id summary record number stored_file sha256 kind size added_at removed_at",
        personal="added_by removed_by",
        special="title",
    ),
    Table(
        "reviews.ChronologyImport",
        Kept.AS_WORK,
        internal="id summary record stored_file sent_at brought_in_at count",
        personal="person sent_by",
    ),
    Table(
        "reviews.SameEvent",
        Kept.AS_WORK,
        internal="id record review first second judged_at",
        personal="judged_by",
        special="is_same difference",
    ),
    Table(
        "reviews.PurposeAnswer",
        Kept.AS_WORK,
        internal="id record review purpose answered_at",
        personal="answered_by",
        special="words",
    ),
    Table(
        "reviews.Recommendation",
        Kept.AS_WORK,
        internal="id record review agreed_on entered_at",
        personal="entered_by",
        special="outcome reasons",
    ),
    Table(
        "reviews.ReviewDecision",
        Kept.AS_WORK,
        internal="id record incident number decided_on initiated_on due_on workings rule_version "
        "entered_at",
        personal="entered_by",
        special="outcome reasons dissent panel_view changed_because",
    ),
    Table(
        "reviews.CriterionJudged",
        Kept.AS_WORK,
        internal="id record recommendation decision criterion",
        special="answer reasons",
    ),
    Table(
        "reviews.PartnerPosition",
        Kept.AS_WORK,
        internal="id record decision place partner",
        special="outcome reasons",
    ),
    Table(
        "reviews.DecisionWindow",
        Kept.AS_WORK,
        internal="id record incident partnership opened_at closes_at",
        personal="opened_by",
        special="names_justified",
    ),
    Table(
        "reviews.Decider",
        Kept.AS_WORK,
        internal="id record window seat place partner",
        personal="person name",
    ),
    Table(
        "reviews.DecisionPackPart",
        Kept.AS_WORK,
        internal="id record window number heading",
        special="words",
    ),
    Table(
        "reviews.OwnPosition",
        Kept.AS_WORK,
        internal="id record window place given_at",
        personal="person name",
        special="outcome reasons",
    ),
    Table(
        "reviews.PositionByHand",
        Kept.AS_WORK,
        internal="position record given_at",
        personal="name",
    ),
    Table(
        "reviews.PossibleConflict",
        Kept.AS_WORK,
        internal="id record incident is_hidden found_at",
        personal="person name",
        special="why",
    ),
    Table(
        "reviews.ConflictDecided",
        Kept.AS_WORK,
        internal="possible record decided_at",
        personal="decided_by",
        special="is_conflict reason",
    ),
    Table(
        "reviews.ReviewDelay",
        Kept.AS_WORK,
        internal="id record decision approver approved_on stood_until_on until_on entered_at",
        personal="approved_by entered_by",
        special="ground reason evidence",
    ),
    Table(
        "reviews.DecisionTold",
        Kept.AS_WORK,
        internal="id record decision recipient told_on entered_at",
        personal="entered_by",
    ),
    Table(
        "reviews.DelayTold",
        Kept.AS_WORK,
        internal="id record delay recipient told_on entered_at",
        personal="entered_by",
    ),
    *OF_LOCAL_REVIEWS,
    *OF_DISCLOSURES,
    *OF_LEARNING_REVIEWS,
    *OF_PUBLICATION,
)
