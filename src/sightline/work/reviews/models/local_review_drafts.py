"""Drafts of a local review’s report, and what agencies answered about their accuracy."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.evidence.models import Document
from sightline.work.reviews.models.local_review import OfLocalReview
from sightline.work.reviews.rules.local_review_drafts import OUTCOMES


class ReviewDraft(OfLocalReview):
    """One draft of the report, with its document; every draft stays."""

    number = models.PositiveSmallIntegerField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    drafted_on = models.DateField()
    author = models.CharField(max_length=200)
    changed = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_draft_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(changed=""), name="review_draft_says_what_changed"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.number}"


class AccuracyCheck(OfLocalReview):
    """That an agency is asked whether one draft is accurate."""

    draft = models.ForeignKey(ReviewDraft, on_delete=models.PROTECT, related_name="checks")
    agency = models.CharField(max_length=200)
    asked_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "agency"], name="accuracy_asked_once"),
            models.CheckConstraint(
                condition=Q(due_on__gt=models.F("asked_on")), name="accuracy_due_later"
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"

    @property
    def answered(self) -> AccuracyAnswer | None:
        """What the agency answered, if it has."""
        return getattr(self, "answer", None)


class AccuracyAnswer(OfLocalReview):
    """What an agency answered about a draft."""

    asked = models.OneToOneField(AccuracyCheck, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(
        max_length=12, choices=[(key, words) for key, (words, _) in OUTCOMES.items()]
    )
    who = models.CharField(max_length=200)
    answered_on = models.DateField()

    def __str__(self) -> str:
        return self.outcome


class DraftCorrection(OfLocalReview):
    """One correction that an agency wants, and whether it was accepted; if not, why."""

    answer = models.ForeignKey(AccuracyAnswer, on_delete=models.PROTECT, related_name="corrections")
    wanted = models.TextField()
    is_accepted = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=True) | ~Q(reason=""), name="correction_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"
