"""The deciders' window: the pseudonymised pack of a case for lead partners, for a time, and the
position that each enters there (R6.3). Rows are added and stay as they are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Partnership, Place, Seat
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.models.deciding import PartnerPosition
from sightline.work.reviews.rules.deciding import OUTCOMES


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
    outcome = models.CharField(max_length=20, choices=list(OUTCOMES.items()))
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
