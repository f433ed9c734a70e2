"""Questions that a signal raises, put to a named agency, and what is said of a figure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Body, Partnership
from sightline.registers.records.models import Record
from sightline.work.performance.models.figures import Indicator, Series


class Question(models.Model):
    """What the group that reads the data set asks an agency about one figure: the reply by a day,
    and what came of it once the next figures were there."""

    class State(models.TextChoices):
        OPEN = "open", "Waiting for a reply"
        REPLIED = "replied", "Replied"
        CLOSED = "closed", "Closed"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="question")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="questions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    period = models.IntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    words = models.TextField()
    asker = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    reply_due_on = models.DateField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "reply_due_on"],
                condition=Q(state="open"),
                name="question_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, replied_by="")
                | (Q(replied_at__isnull=False) & ~Q(replied_by="")),
                name="question_replied_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="question_closed_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"question about {self.period}"


class Commentary(models.Model):
    """What an agency or the analyst says of one figure of one period. A later word stands beside an
    earlier one; none is changed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="commentary")
    # none: the office speaks
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    period = models.IntegerField()
    words = models.CharField(max_length=2000)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"commentary on {self.period}"


class ScrutinyQuestion(models.Model):
    """What the scrutineer or the group asks of an indicator itself, whatever its newest figure is:
    kept with it, with the answer (R9.1)."""

    class Asker(models.TextChoices):
        SCRUTINEER = "scrutineer", "the scrutineer"
        GROUP = "group", "the group"
        OFFICE = "office", "the office"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="scrutiny")
    asked_for = models.CharField(max_length=10, choices=Asker.choices)
    words = models.CharField(max_length=2000)
    asker = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    answer = models.CharField(max_length=5000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
                name="scrutiny_answered_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"scrutiny question {self.pk}"
