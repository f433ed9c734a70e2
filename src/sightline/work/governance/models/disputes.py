"""Disputes in the Executive: raised, mediated by the scrutineer, resolved by the chief officers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Body, Partnership
from sightline.registers.records.models import Record


class Dispute(models.Model):
    """What the partners do not agree about, and how it ended (R13.2)."""

    class State(models.TextChoices):
        RAISED = "raised", "Raised"
        MEDIATION = "mediation", "With the scrutineer for mediation"
        CHIEF_OFFICERS = "chief-officers", "With the chief officers"
        RESOLVED = "resolved", "Resolved"
        WITHDRAWN = "withdrawn", "Withdrawn"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="dispute")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15, choices=State.choices, default=State.RAISED)
    subject = models.CharField(max_length=200)
    reasons = models.TextField()
    options = models.TextField()
    parties = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=200)
    outcome = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="dispute_ended_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(outcome=""),
                name="dispute_ends_with_outcome",
                violation_error_message="Say how the dispute ended.",
            ),
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk}"


class DisputeStage(models.Model):
    """One stage of a dispute: with whom, by when it is to be settled, and what came of it."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="stages")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=15, choices=Dispute.State.choices)
    referred_on = models.DateField()
    referred_at = models.DateTimeField()
    referred_by = models.CharField(max_length=200)
    settle_by_on = models.DateField()
    is_settled = models.BooleanField(null=True)
    came_of_it = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispute", "stage"], name="each_stage_once"),
            models.CheckConstraint(
                condition=Q(settle_by_on__gte=F("referred_on")),
                name="stage_dates_in_order",
                violation_error_message="The day must not be before the referral.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", is_settled__isnull=True)
                | (Q(ended_at__isnull=False, is_settled__isnull=False) & ~Q(ended_by="")),
                name="stage_ended_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.stage
