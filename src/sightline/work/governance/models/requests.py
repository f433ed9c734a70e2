"""Requests to a body: a concern escalated, a wish to attend, a partner to co-opt."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Body, Partnership
from sightline.registers.records.models import Record
from sightline.work.governance.models.meetings import Meeting


class Request(models.Model):
    """What a chair or a relevant partner asks of a body, the answer, and what came of it (R3.4)."""

    class Kind(models.TextChoices):
        CONCERN = "concern", "Concern escalated"
        ATTEND = "attend", "Request to attend"
        CO_OPT = "co-opt", "Partner to co-opt"

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        DONE = "done", "Dealt with"
        WITHDRAWN = "withdrawn", "Withdrawn"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="request")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    asker = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    for_body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    for_agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField()
    workings = models.TextField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="requests"
    )
    # its day, for an asker who does not see the meeting itself
    meets_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "answer_due_on"],
                condition=Q(state="open"),
                name="request_waiting",
            ),
            models.Index(fields=["meeting"], name="request_meeting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="request_answered_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by="")
                | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="request_done_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(outcome=""),
                name="request_done_with_outcome",
                violation_error_message="Say what came of it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
