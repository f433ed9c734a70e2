"""Risks of the partnership, how they were rated over time, and what controls them (R3.8)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Body, Partnership
from sightline.registers.records.models import Record
from sightline.work.planning.rules.risks import MOMENTS, Rating, Ratings

RATED = ("likelihood_before", "impact_before", "likelihood_after", "impact_after",
         "likelihood_target", "impact_target")  # fmt: skip


def _in_five_by_five(name: str) -> models.CheckConstraint:
    within = Q()
    for field in RATED:
        within &= Q(**{f"{field}__gte": 1, f"{field}__lte": 5})
    return models.CheckConstraint(
        condition=within,
        name=name,
        violation_error_message="Choose a number from 1 to 5.",
    )


class Rated(models.Model):
    """Likelihood and impact from 1 to 5: before controls, after them, and as a target."""

    likelihood_before = models.PositiveSmallIntegerField()
    impact_before = models.PositiveSmallIntegerField()
    likelihood_after = models.PositiveSmallIntegerField()
    impact_after = models.PositiveSmallIntegerField()
    likelihood_target = models.PositiveSmallIntegerField()
    impact_target = models.PositiveSmallIntegerField()
    review_on = models.DateField()  # when it is looked at again

    class Meta:
        abstract = True

    @property
    def ratings(self) -> Ratings:
        """The rating at each moment."""
        return {
            moment: Rating(getattr(self, f"likelihood_{moment}"), getattr(self, f"impact_{moment}"))
            for moment in MOMENTS
        }


class Risk(Rated):
    """Something that may happen, from a cause, with an effect on children or on the partnership.
    Its last assessment stands in its own columns, so that a list sorts by it."""

    class State(models.TextChoices):
        OPEN = "open", "With its body"
        RAISED = "raised", "Raised to the Executive"
        CLOSED = "closed", "Closed"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="risk")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, db_index=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="risks")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    cause = models.TextField()
    event = models.TextField()
    effect = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    score_was = models.PositiveSmallIntegerField(null=True)  # after controls, the time before
    assessed_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    raised_at = models.DateTimeField(null=True)
    raised_by = models.CharField(max_length=200, blank=True)
    raised_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "review_on"],
                condition=~Q(state="closed"),
                name="risk_standing",
            )
        ]
        constraints = [
            _in_five_by_five("risk_in_five_by_five"),
            models.CheckConstraint(
                condition=Q(raised_at__isnull=True, raised_by="", raised_reason="")
                | (Q(raised_at__isnull=False) & ~Q(raised_by="") & ~Q(raised_reason="")),
                name="risk_raised_by_whom",
                violation_error_message="Say why it is raised.",
            ),
            models.CheckConstraint(
                condition=~Q(state="raised") | Q(raised_at__isnull=False),
                name="risk_raised_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
                name="risk_answered_by_whom",
            ),
            models.CheckConstraint(
                condition=(~Q(state="closed") & Q(closed_at__isnull=True, closed_by=""))
                | (
                    Q(state="closed", closed_at__isnull=False)
                    & ~Q(closed_by="")
                    & ~Q(closed_reason="")
                ),
                name="risk_closed_by_whom",
                violation_error_message="Say why it is closed.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Assessment(Rated):
    """How a risk was rated as of a day, and why. None is ever changed: together they are how it
    moved."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="assessments")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()
    assessed_on = models.DateField()
    assessed_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [_in_five_by_five("assessment_in_five_by_five")]

    def __str__(self) -> str:
        return f"assessment of {self.assessed_on}"


class Control(models.Model):
    """Something in place that makes a risk less likely or less grave. What is still to be put in
    place is an action, which stands in the register of actions."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="controls")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["risk", "number"], name="control_number"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", ended_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_reason="")),
                name="control_ended_by_whom",
                violation_error_message="Say why it is ended.",
            ),
        ]

    def __str__(self) -> str:
        return self.words
