"""Local reviews, a part of `reviews`: what was agreed, asked, told and found."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

OF_LOCAL_REVIEWS = (
    Table(
        "reviews.LocalReview",
        Kept.AS_WORK,
        internal="id record incident partnership initiated_on begun_at",
        personal="begun_by",
    ),
    Table(
        "reviews.ReviewTerms",
        Kept.AS_WORK,
        internal="id record review number agencies agreed_on entered_at",
        personal="agreed_by entered_by",
        special="from_on to_on questions changed_because",
    ),
    Table(
        "reviews.Reviewer",
        Kept.AS_WORK,
        internal="id record review appointed_on entered_at",
        personal="name organisation competence conflict reasons appointed_by entered_by",
    ),
    Table(
        "reviews.ReviewerEnd",
        Kept.AS_WORK,
        internal="id record review reviewer ended_on entered_at",
        personal="reason entered_by",
    ),
    Table(
        "reviews.Proceeding",
        Kept.AS_WORK,
        internal="id record review entered_at",
        personal="entered_by",
        special="kind what",
    ),
    Table(
        "reviews.ProceedingStanding",
        Kept.AS_WORK,
        internal="id record review proceeding reviewed_on entered_at",
        personal="entered_by",
        special="status effect",
    ),
    Table(
        "reviews.InformationRequest",
        Kept.AS_WORK,
        internal="id record review partnership agency seat basis basis_words asked_on due_on "
        "entered_at",
        personal="person name entered_by",
        special="words",
    ),
    Table(
        "reviews.InformationChaser",
        Kept.AS_WORK,
        internal="id record request chased_on how entered_at",
        personal="words entered_by",
    ),
    Table(
        "reviews.InformationExtension",
        Kept.AS_WORK,
        internal="id record request until_on entered_at",
        personal="reason entered_by",
    ),
    Table(
        "reviews.InformationAnswer",
        Kept.AS_WORK,
        internal="id record request outcome answered_on entered_at",
        personal="entered_by",
        special="words",
    ),
    Table(
        "reviews.FamilyPlan",
        Kept.AS_WORK,
        internal="id record review case_person label number entered_at",
        personal="speaker entered_by",
        special="way words",
    ),
    Table(
        "reviews.FamilyStep",
        Kept.AS_WORK,
        internal="id record review plan happened_on entered_at",
        personal="entered_by",
        special="step words",
    ),
    Table(
        "reviews.PractitionerEvent",
        Kept.AS_WORK,
        internal="id record review held_on entered_at",
        personal="about entered_by",
        special="learnt",
    ),
    Table(
        "reviews.PractitionersCame",
        Kept.AS_WORK,
        internal="id record review event agency number entered_at",
        personal="entered_by",
    ),
    Table(
        "reviews.ReviewDraft",
        Kept.AS_WORK,
        internal="id record review number document drafted_on entered_at",
        personal="author entered_by",
        special="changed",
    ),
    Table(
        "reviews.AccuracyCheck",
        Kept.AS_WORK,
        internal="id record review draft agency asked_on due_on entered_at",
        personal="entered_by",
    ),
    Table(
        "reviews.AccuracyAnswer",
        Kept.AS_WORK,
        internal="id record review asked outcome answered_on entered_at",
        personal="who entered_by",
    ),
    Table(
        "reviews.DraftCorrection",
        Kept.AS_WORK,
        internal="id record review answer is_accepted entered_at",
        personal="entered_by",
        special="wanted reason",
    ),
    Table(
        "reviews.Finding",
        Kept.AS_WORK,
        internal="id record review number theme entered_at",
        personal="entered_by",
        special="words evidence",
    ),
    Table(
        "reviews.FindingRecommendation",
        Kept.AS_WORK,
        internal="id record review finding recommendation entered_at",
        personal="entered_by",
    ),
    Table(
        "reviews.InterimLearning",
        Kept.AS_WORK,
        internal="id record review acted_on entered_at",
        personal="told entered_by",
        special="words done",
    ),
    Table(
        "reviews.ReviewCompletion",
        Kept.AS_WORK,
        internal="review record draft completed_on entered_at",
        personal="entered_by",
    ),
)
