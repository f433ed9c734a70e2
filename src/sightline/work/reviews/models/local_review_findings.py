"""Findings of a local review, what is recommended from each, what was learnt on the way, and that
the review is complete."""

from __future__ import annotations

from django.db import models

from sightline.registers.actions.models import Recommendation
from sightline.work.reviews.models.local_review import LocalReview, OfLocalReview
from sightline.work.reviews.models.local_review_drafts import ReviewDraft
from sightline.work.reviews.rules.local_review_findings import FINDING_THEMES


class Finding(OfLocalReview):
    """What a review found, what shows it, and its theme."""

    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    evidence = models.TextField()
    theme = models.CharField(max_length=12, choices=list(FINDING_THEMES.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="finding_number"),
        ]

    def __str__(self) -> str:
        return f"finding {self.number}"


class FindingRecommendation(OfLocalReview):
    """That a recommendation of the register was made from a finding."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="made")
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"from finding {self.finding_id}"


class InterimLearning(OfLocalReview):
    """What was learnt before the end of a review, and acted on at once."""

    words = models.TextField()
    done = models.TextField()
    acted_on = models.DateField()
    told = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"learning {self.pk}"


class ReviewCompletion(models.Model):
    """That a review is complete, on which version of its report. It is published apart."""

    review = models.OneToOneField(
        LocalReview, on_delete=models.PROTECT, primary_key=True, related_name="completion"
    )
    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(ReviewDraft, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"completed on {self.completed_on}"
