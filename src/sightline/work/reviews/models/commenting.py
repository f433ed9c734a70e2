"""What is answered to a decision not to publish the report of a review (R6.5)."""

from __future__ import annotations

from django.db import models

from sightline.registers.records.models import Record
from sightline.work.reviews.models.publishing import PublicationDecision
from sightline.work.reviews.rules.commenting import ANSWER


class PublicationComment(models.Model):
    """What the Panel or the Secretary of State answers to a decision not to publish."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        PublicationDecision, on_delete=models.PROTECT, related_name="comments"
    )
    sender = models.CharField(max_length=20, choices=list(ANSWER.items()))
    received_on = models.DateField()
    words = models.TextField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"comment of {self.sender}"

    @property
    def regard(self) -> CommentConsidered | None:
        """What was made of it, once that is recorded."""
        return getattr(self, "considered", None)


class CommentConsidered(models.Model):
    """What the Executive made of an answer, and on which day."""

    comment = models.OneToOneField(
        PublicationComment, on_delete=models.PROTECT, primary_key=True, related_name="considered"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    considered_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"considered {self.considered_on}"
