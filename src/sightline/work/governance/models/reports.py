"""Reports of groups to the Executive, through the business manager (R3.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Body, Partnership
from sightline.registers.records.models import Record
from sightline.work.governance.models.meetings import Meeting


class GroupReport(models.Model):
    """One report of a body to the one above it: facts drawn from the records of its period, the
    chair's words, and what it asks. The facts are kept as they stood when it was submitted."""

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        SUBMITTED = "submitted", "With the business manager"
        PASSED_ON = "passed-on", "Before the meeting"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="group_report")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    since_on = models.DateField()
    until_on = models.DateField()
    words = models.TextField(blank=True)
    asks = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    passed_on_at = models.DateTimeField(null=True)
    passed_on_by = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(state="draft"), name="one_draft_of_a_body"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("since_on")), name="report_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="report_submitted_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(passed_on_at__isnull=True, passed_on_by="")
                | (Q(passed_on_at__isnull=False) & ~Q(passed_on_by="")),
                name="report_passed_on_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"
