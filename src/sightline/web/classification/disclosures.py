"""Requests for what is held of a case, a part of `reviews`."""

from __future__ import annotations

from sightline.web.classification.classes import Kept, Table

OF_DISCLOSURES = (
    Table(
        "reviews.DisclosureRequest",
        Kept.AS_WORK,
        internal="id record incident partnership reference kind received_on due_on workings "
        "rule_version entered_at",
        personal="entered_by",
    ),
    Table("reviews.DisclosureAsked", Kept.AS_WORK, internal="request record", special="who wanted"),
    Table(
        "reviews.DisclosureAnswer",
        Kept.AS_WORK,
        internal="id record request prepared_at",
        personal="person prepared_by",
        special="disclosed withheld why_withheld",
    ),
    Table(
        "reviews.DisclosureChecked",
        Kept.AS_WORK,
        internal="answer record is_agreed checked_at",
        personal="person checked_by",
        special="words",
    ),
    Table(
        "reviews.DisclosureSent",
        Kept.AS_WORK,
        internal="request record answer sent_on entered_at",
        personal="entered_by",
    ),
)
