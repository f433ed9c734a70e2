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
)
