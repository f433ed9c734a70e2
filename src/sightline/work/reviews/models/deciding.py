"""What the group recommends, what the Executive decides, and each delay it approves (R6.3, R6.4).
Rows are added and stay as they are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Place, Seat
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.models.rapid_review import RapidReview
from sightline.work.reviews.rules.criteria import ANSWERS
from sightline.work.reviews.rules.deciding import (
    GROUNDS,
    LOCAL_REVIEW,
    OUTCOMES,
    POSITIONS,
    TOLD,
    TOLD_OF_DECISION,
)


class Recommendation(models.Model):
    """What the group recommends at the end of a rapid review. A later one replaces an earlier."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(
        RapidReview, on_delete=models.PROTECT, related_name="recommendations"
    )
    outcome = models.CharField(max_length=20, choices=list(OUTCOMES.items()))
    reasons = models.TextField()
    agreed_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.outcome


class ReviewDecision(models.Model):
    """What the Executive decides, on a day, with its reasons, known to who sees the case. Another
    one says why it is decided anew. One that initiates a local review keeps when it is due, as it
    was reckoned: six months from the first decision to initiate that stands."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="review_decisions"
    )
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=list(OUTCOMES.items()))
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    panel_view = models.TextField(blank=True)
    decided_on = models.DateField()
    changed_because = models.TextField(blank=True)
    initiated_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    workings = models.TextField(blank=True)
    rule_version = models.CharField(max_length=60, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="review_decision_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(changed_because=""),
                name="review_decision_changed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome=LOCAL_REVIEW, initiated_on__isnull=False, due_on__isnull=False)
                | (~Q(outcome=LOCAL_REVIEW) & Q(initiated_on__isnull=True, due_on__isnull=True)),
                name="local_review_has_its_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class CriterionJudged(models.Model):
    """What was judged of one criterion of a local review, in a recommendation or a decision."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(
        Recommendation, null=True, on_delete=models.PROTECT, related_name="criteria"
    )
    decision = models.ForeignKey(
        ReviewDecision, null=True, on_delete=models.PROTECT, related_name="criteria"
    )
    criterion = models.CharField(max_length=30)
    answer = models.CharField(max_length=10, choices=list(ANSWERS.items()))
    reasons = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "criterion"], name="recommended_criterion_once"
            ),
            models.UniqueConstraint(
                fields=["decision", "criterion"], name="decided_criterion_once"
            ),
            models.CheckConstraint(
                condition=Q(recommendation__isnull=True, decision__isnull=False)
                | Q(recommendation__isnull=False, decision__isnull=True),
                name="criterion_of_one_of_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.answer}"


class PartnerPosition(models.Model):
    """What one lead partner holds in a decision, and why."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(ReviewDecision, on_delete=models.PROTECT, related_name="positions")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=200)
    outcome = models.CharField(max_length=20, choices=list(POSITIONS.items()))
    reasons = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "place"], name="position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.outcome}"


class ReviewDelay(models.Model):
    """A delay of a local review that somebody of the Executive approved: from which day to which,
    why, and what shows it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(ReviewDecision, on_delete=models.PROTECT, related_name="delays")
    ground = models.CharField(max_length=12, choices=list(GROUNDS.items()))
    reason = models.TextField()
    evidence = models.TextField()
    approver = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    approved_by = models.CharField(max_length=200)
    approved_on = models.DateField()
    stood_until_on = models.DateField()
    until_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=models.F("stood_until_on")), name="delay_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.until_on}"


class DelayTold(models.Model):
    """That the Panel or the Secretary of State was told of a delay, and on which day."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    delay = models.ForeignKey(ReviewDelay, on_delete=models.PROTECT, related_name="told")
    recipient = models.CharField(max_length=20, choices=list(TOLD.items()))
    told_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"told {self.recipient}"


class DecisionTold(models.Model):
    """That somebody was told of a decision of the Executive, and on which day."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(ReviewDecision, on_delete=models.PROTECT, related_name="told")
    recipient = models.CharField(max_length=20, choices=list(TOLD_OF_DECISION.items()))
    told_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"told {self.recipient}"
