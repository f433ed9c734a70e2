"""Drafts of a local review’s report, who was asked about them, and what was corrected."""

from __future__ import annotations

from django.db.models import Prefetch

from sightline.registers.evidence.models import DocumentVersion
from sightline.work.reviews.models import (
    AccuracyAnswer,
    AccuracyCheck,
    LocalReview,
    ReviewDraft,
)


def drafts_of(review: LocalReview) -> list[ReviewDraft]:
    """Every draft, the last one last, with its file, its checks and the corrections wanted."""
    versions = DocumentVersion.objects.filter(is_current=True).defer("words")
    checks = AccuracyCheck.objects.select_related("answer").order_by("agency")
    rows = ReviewDraft.objects.filter(review=review).select_related("document")
    return list(
        rows.order_by("number").prefetch_related(
            Prefetch("document__versions", versions),
            Prefetch("checks", checks),
            "checks__answer__corrections",
        )
    )


def accuracy_checks_of(review: LocalReview) -> dict[int, AccuracyCheck]:
    """Every agency’s check of a draft, by number."""
    rows = AccuracyCheck.objects.filter(review=review).select_related("draft", "answer")
    return {one.pk: one for one in rows}


def answer_of(check: AccuracyCheck) -> AccuracyAnswer | None:
    """What an agency answered about a draft, if it has."""
    return AccuracyAnswer.objects.filter(asked=check).first()
