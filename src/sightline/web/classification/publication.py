"""Publication of reviews, a part of `reviews`: what was checked, settled and made public."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

OF_PUBLICATION = (
    Table(
        "reviews.ReportFile",
        Kept.AS_WORK,
        internal="id record incident number stored_file kind size uploaded_at",
        personal="uploaded_by",
    ),
    Table(
        "reviews.PublicationText",
        Kept.AS_WORK,
        internal="id record incident number kind written_at",
        personal="written_by",
        special="title body",
    ),
    Table(
        "reviews.ChangeTold",
        Kept.AS_WORK,
        internal="id record incident number written_at",
        personal="written_by",
        special="recommendation done",
    ),
    Table(
        "reviews.SafetyCheck",
        Kept.AS_WORK,
        internal="id record incident number report_file text change asked_at outcome done_at",
        personal="author asked_by",
        special="words",
    ),
    Table(
        "reviews.SafetyHit",
        Kept.AS_WORK,
        internal="id record safety_check kind",
        special="part before found after",
    ),
    Table(
        "reviews.HitJustified",
        Kept.AS_WORK,
        internal="id record hit justified_at",
        personal="person justified_by",
        special="reason",
    ),
    Table(
        "reviews.FamilyTold",
        Kept.AS_WORK,
        internal="id record incident told_on entered_at",
        personal="entered_by",
        special="who why_not",
    ),
    Table(
        "reviews.AccuracyConfirmed",
        Kept.AS_WORK,
        internal="id record incident confirmed_on entered_at",
        personal="who entered_by",
        special="words",
    ),
    Table(
        "reviews.PublicationDecision",
        Kept.AS_WORK,
        internal="id record incident number text decided_on entered_at",
        personal="entered_by",
        special="outcome reasons dissent changed_because",
    ),
    Table(
        "reviews.PublicationPosition",
        Kept.AS_WORK,
        internal="id record decision place partner",
        special="outcome reasons",
    ),
    Table(
        "reviews.CopySent",
        Kept.AS_WORK,
        internal="id record decision recipient what sent_on entered_at",
        personal="entered_by",
    ),
    Table(
        "reviews.Release",
        Kept.AS_WORK,
        internal="id record decision slug opens_at copies_by_on stays_until_on released_at",
        personal="released_by",
    ),
    Table(
        "reviews.ChangeReleased",
        Kept.AS_WORK,
        internal="id record change code released_at",
        personal="released_by",
    ),
    Table(
        "reviews.TakenDown",
        Kept.AS_WORK,
        internal="id record release is_urgent taken_down_at",
        personal="taken_down_by",
        special="reason",
    ),
    Table(
        "reviews.Deposit",
        Kept.AS_WORK,
        internal="id record release deposited_on until_on entered_at",
        personal="entered_by",
    ),
    Table(
        "reviews.PublicationComment",
        Kept.AS_WORK,
        internal="id record decision sender received_on entered_at",
        personal="entered_by",
        special="words",
    ),
    Table(
        "reviews.CommentConsidered",
        Kept.AS_WORK,
        internal="comment record considered_on entered_at",
        personal="entered_by",
        special="words",
    ),
    Table(
        "reviews.PublishedReview",
        Kept.AS_WORK,
        public="slug partnership kind title body opens_at stays_until_on",
    ),
    Table(
        "reviews.PublishedChange",
        Kept.AS_WORK,
        public="code review partnership number recommendation done told_on",
    ),
)
