"""Deciding whether to notify, what was sent to whom, and taking a notification back (R6.1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.rules.notifying import RECIPIENTS


class NotifyDecision(models.Model):
    """That the local authority notifies, or does not; a later decision replaces an earlier one."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="decisions")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    is_to_notify = models.BooleanField()
    reasons = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return "notify" if self.is_to_notify else "do not notify"


class Sending(models.Model):
    """What was sent to one recipient, and when. What went late has its reason and its approver."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="sendings")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=20, choices=list(RECIPIENTS.items()))
    what = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)
    due_on = models.DateField()
    is_late = models.BooleanField()
    late_reason = models.CharField(max_length=500, blank=True)
    late_approved_on = models.DateField(null=True)
    late_approved_by = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(late_approved_on__isnull=True, late_approved_by="")
                | (Q(late_approved_on__isnull=False) & ~Q(late_approved_by="")),
                name="late_sending_approved_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(is_late=False) | (~Q(late_reason="") & ~Q(late_approved_by="")),
                name="late_sending_has_reason_and_approver",
                violation_error_message="Say why it is late, and who approved it.",
            ),
        ]

    def __str__(self) -> str:
        return f"sent to {self.recipient}"


class PanelReply(models.Model):
    """What came back from the Panel: its reference, and its answer where there is one."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="replies")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    panel_reference = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    received_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Withdrawal(models.Model):
    """That a notification was taken back: the criteria were not met after all."""

    class Kind(models.TextChoices):
        WITHDRAWN = "withdrawn", "Withdrawn"
        DOWNGRADED = "downgraded", "Downgraded"

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="withdrawal")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reasons = models.TextField()
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.kind
