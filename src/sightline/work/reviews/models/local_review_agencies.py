"""Information asked of agencies for a local review, each request in a space of its own."""

from __future__ import annotations

from django.db import models

from sightline.registers.partnership.models import Agency, Partnership, Seat
from sightline.registers.records.models import Record
from sightline.work.reviews.models.local_review import LocalReview
from sightline.work.reviews.rules.local_review_agencies import BASES, OUTCOMES, WAYS


class InformationRequest(models.Model):
    """That an agency is asked for information or a report, on what basis and by when. It stands
    behind a record of its own: no agency sees who else was asked."""

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, related_name="information_request"
    )
    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="requests")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    words = models.TextField()
    basis = models.CharField(max_length=10, choices=list(BASES.items()))
    basis_words = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gt=models.F("asked_on")), name="information_due_later"
            ),
        ]

    def __str__(self) -> str:
        return f"information request {self.pk}"


class OfInformationRequest(models.Model):
    """What is entered of a request, once, and stays as it was entered."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        abstract = True


class InformationChaser(OfInformationRequest):
    """That an agency was chased, on which day and how."""

    request = models.ForeignKey(
        InformationRequest, on_delete=models.PROTECT, related_name="chasers"
    )
    chased_on = models.DateField()
    how = models.CharField(max_length=10, choices=list(WAYS.items()))
    words = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"chased on {self.chased_on}"


class InformationExtension(OfInformationRequest):
    """More time for an agency, and why."""

    request = models.ForeignKey(
        InformationRequest, on_delete=models.PROTECT, related_name="extensions"
    )
    until_on = models.DateField()
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"until {self.until_on}"


class InformationAnswer(OfInformationRequest):
    """What an agency answered: information, that it holds none, or that it refuses and why."""

    request = models.OneToOneField(
        InformationRequest, on_delete=models.PROTECT, related_name="answer"
    )
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()))
    words = models.TextField()
    answered_on = models.DateField()

    def __str__(self) -> str:
        return self.outcome
