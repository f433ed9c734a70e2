"""Cases, their people, and what was judged, decided and sent."""

from sightline.work.reviews.models.cases import Account, Attestation, Incident, Named
from sightline.work.reviews.models.deciding import (
    CriterionJudged,
    DecisionTold,
    DelayTold,
    PartnerPosition,
    Recommendation,
    ReviewDecision,
    ReviewDelay,
)
from sightline.work.reviews.models.identities import CasePerson, Identity, Reveal
from sightline.work.reviews.models.judging import Judgement, PartnerView
from sightline.work.reviews.models.local_review import (
    LocalReview,
    Proceeding,
    ProceedingStanding,
    Reviewer,
    ReviewerEnd,
    ReviewTerms,
)
from sightline.work.reviews.models.local_review_agencies import (
    InformationAnswer,
    InformationChaser,
    InformationExtension,
    InformationRequest,
)
from sightline.work.reviews.models.local_review_drafts import (
    AccuracyAnswer,
    AccuracyCheck,
    DraftCorrection,
    ReviewDraft,
)
from sightline.work.reviews.models.local_review_findings import (
    Finding,
    FindingRecommendation,
    InterimLearning,
    ReviewCompletion,
)
from sightline.work.reviews.models.local_review_people import (
    FamilyPlan,
    FamilyStep,
    PractitionerEvent,
    PractitionersCame,
)
from sightline.work.reviews.models.notifying import NotifyDecision, PanelReply, Sending, Withdrawal
from sightline.work.reviews.models.rapid_review import (
    AgencyAuthor,
    AgencyRequest,
    AgencySummary,
    ChronologyEvent,
    PurposeAnswer,
    RapidReview,
    RequestExtension,
)

__all__ = [
    "Account",
    "AccuracyAnswer",
    "AccuracyCheck",
    "AgencyAuthor",
    "AgencyRequest",
    "AgencySummary",
    "Attestation",
    "CasePerson",
    "ChronologyEvent",
    "CriterionJudged",
    "DecisionTold",
    "DelayTold",
    "DraftCorrection",
    "FamilyPlan",
    "FamilyStep",
    "Finding",
    "FindingRecommendation",
    "Identity",
    "Incident",
    "InformationAnswer",
    "InformationChaser",
    "InformationExtension",
    "InformationRequest",
    "InterimLearning",
    "Judgement",
    "LocalReview",
    "Named",
    "NotifyDecision",
    "PanelReply",
    "PartnerPosition",
    "PartnerView",
    "PractitionerEvent",
    "PractitionersCame",
    "Proceeding",
    "ProceedingStanding",
    "PurposeAnswer",
    "RapidReview",
    "Recommendation",
    "RequestExtension",
    "Reveal",
    "ReviewCompletion",
    "ReviewDecision",
    "ReviewDelay",
    "ReviewDraft",
    "ReviewTerms",
    "Reviewer",
    "ReviewerEnd",
    "Sending",
    "Withdrawal",
]
