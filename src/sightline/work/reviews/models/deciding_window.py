"""The deciders' window: the pseudonymised pack of a case for lead partners, for a time, and the
position that each enters there (R6.3). Rows are added and stay as they are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Partnership, Place, Seat
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.models.deciding import PartnerPosition, ReviewDecision, ReviewDelay
from sightline.work.reviews.rules.deciding import APPROVALS, GROUNDS, OUTCOMES


class DecisionWindow(models.Model):
    """That deciders are given the pack of a case until a moment. It stands behind a record of its
    own: they see the pack, and neither the case nor its review; their sight ends by itself."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="decision_window")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="decision_windows"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closes_at = models.DateTimeField()
    names_justified = models.CharField(max_length=1000, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="window_closes_later"
            ),
        ]

    def __str__(self) -> str:
        return f"window {self.pk}"


class Decider(models.Model):
    """A seat of a lead partner that was given the pack."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(DecisionWindow, on_delete=models.PROTECT, related_name="deciders")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    partner = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "place"], name="decider_once"),
        ]

    def __str__(self) -> str:
        return self.partner


class DecisionPackPart(models.Model):
    """A part of the pack, word for word as it stood when the window was opened."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(DecisionWindow, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300)
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "number"], name="pack_part_number"),
        ]

    def __str__(self) -> str:
        return f"part {self.number}"


class OwnPosition(models.Model):
    """What a lead partner holds, entered by their own hand while the window is open. A later one
    replaces an earlier, which stays."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(DecisionWindow, on_delete=models.PROTECT, related_name="positions")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    outcome = models.CharField(max_length=20, choices=[*OUTCOMES.items(), *APPROVALS.items()])
    reasons = models.TextField()
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"position {self.pk}"


class PositionByHand(models.Model):
    """That a position in a recorded decision is the one that the partner entered, and who did."""

    position = models.OneToOneField(
        PartnerPosition, on_delete=models.PROTECT, primary_key=True, related_name="by_hand"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class DelayAsked(models.Model):
    """The delay of a local review that the deciders of a window are asked to approve, word for word
    as it is recorded once they have (R6.4)."""

    window = models.OneToOneField(
        DecisionWindow, on_delete=models.PROTECT, primary_key=True, related_name="delay_asked"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(ReviewDecision, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=list(GROUNDS.items()))
    reason = models.TextField()
    evidence = models.TextField()
    stood_until_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("stood_until_on")), name="delay_asked_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.until_on}"


class DelayApproval(models.Model):
    """That a lead partner approved a recorded delay by their own hand, and why."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    delay = models.ForeignKey(ReviewDelay, on_delete=models.PROTECT, related_name="by_hand")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    reasons = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delay", "place"], name="delay_approved_once"),
        ]

    def __str__(self) -> str:
        return self.partner
