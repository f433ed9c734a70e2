"""A local child safeguarding practice review: its terms of reference, its reviewer, and the
proceedings beside it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.rules.local_review import PROCEEDINGS, STATUSES


class LocalReview(models.Model):
    """A local review that the Executive decided to initiate (R6.4). It stands behind a record of
    its own: a reviewer or a panel is given sight of it without the notification."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="local_review")
    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="local_review")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    initiated_on = models.DateField()
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)

    has_attested: bool  # these three are said by the query of one review, for whoever asks
    has_attested_to_case: bool
    case: str | None

    def __str__(self) -> str:
        return f"local review {self.pk}"

    @property
    def is_complete(self) -> bool:
        """Whether it is complete; it is published apart."""
        return hasattr(self, "completion")


class OfLocalReview(models.Model):
    """What is entered of a local review, once, and stays as it was entered."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        abstract = True


class ReviewTerms(OfLocalReview):
    """One version of a review’s terms of reference; the last one counts."""

    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()
    questions = models.TextField()
    agencies = ArrayField(models.CharField(max_length=200))
    agreed_by = models.CharField(max_length=200)
    agreed_on = models.DateField()
    changed_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="terms_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(changed_because=""), name="terms_changed_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=models.F("to_on")), name="terms_scope_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"terms {self.number}"

    @property
    def asked(self) -> list[str]:
        """The key questions, one by one."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


class Reviewer(OfLocalReview):
    """Who was appointed to lead a review, and what the partners weighed (domain 1.5)."""

    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    competence = models.TextField()
    conflict = models.TextField()
    reasons = models.TextField()
    appointed_by = models.CharField(max_length=200)
    appointed_on = models.DateField()

    def __str__(self) -> str:
        return f"reviewer {self.pk}"

    @property
    def end(self) -> ReviewerEnd | None:
        """How the appointment ended, if it has."""
        return getattr(self, "ended", None)


class ReviewerEnd(OfLocalReview):
    """That an appointment ended, when and why."""

    reviewer = models.OneToOneField(Reviewer, on_delete=models.PROTECT, related_name="ended")
    ended_on = models.DateField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"ended {self.ended_on}"


class Proceeding(OfLocalReview):
    """Proceedings that run beside a review: a trial, an inquest, care proceedings."""

    kind = models.CharField(max_length=10, choices=list(PROCEEDINGS.items()))
    what = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ProceedingStanding(OfLocalReview):
    """Where proceedings stood when they were looked at, and what that means for the timing."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="standings")
    status = models.CharField(
        max_length=10, choices=[(key, words) for key, (words, _) in STATUSES.items()]
    )
    effect = models.TextField()
    reviewed_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.status} on {self.reviewed_on}"
