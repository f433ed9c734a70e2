"""Learning reviews, a part of `reviews`: what was begun, found and passed on."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

OF_LEARNING_REVIEWS = (
    Table(
        "reviews.LearningReview",
        Kept.AS_WORK,
        internal="id record partnership incident body kind is_about_child began_on agencies "
        "asked_on guidance changed_over_on due_on workings rule_version begun_at",
        personal="asked_by lead begun_by",
        special="why method",
    ),
    Table(
        "reviews.LearningReviewNamed",
        Kept.AS_WORK,
        internal="id record review seat entered_at",
        personal="name reason entered_by",
    ),
    Table(
        "reviews.LearningReviewStep",
        Kept.AS_WORK,
        internal="id record review happened_on entered_at",
        personal="entered_by",
        special="words",
    ),
    Table(
        "reviews.LearningFinding",
        Kept.AS_WORK,
        internal="id record review number entered_at",
        personal="entered_by",
        special="shows words evidence theme",
    ),
    Table(
        "reviews.LearningFindingRecommendation",
        Kept.AS_WORK,
        internal="id record review finding recommendation entered_at",
        personal="entered_by",
    ),
    Table(
        "reviews.LearningReviewEnd",
        Kept.AS_WORK,
        internal="review record completed_on published_on late_approved_on entered_at",
        personal="late_approved_by entered_by",
        special="learnt late_reason",
    ),
    Table(
        "reviews.PassedLearning",
        Kept.AS_WORK,
        internal="id record partnership source body title words passed_at",
        personal="passed_by",
    ),
    Table(
        "reviews.LearningTakenUp",
        Kept.AS_WORK,
        internal="passed record words decided_on entered_at",
        personal="entered_by",
    ),
)
