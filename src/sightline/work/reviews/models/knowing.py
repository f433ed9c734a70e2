"""That somebody who may read a case may know its people, and what was decided of it."""

from __future__ import annotations

from django.db import models

from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.rules.knowing import WHY


class PossibleConflict(models.Model):
    """That a reader may know somebody in a case, found by their name. The worker writes it, who
    alone knows both; the reader does not see it (security 1.2, 3)."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    why = models.CharField(max_length=12, choices=list(WHY.items()))
    is_hidden = models.BooleanField()
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "person", "why"], name="possible_conflict_once"
            ),
        ]

    def __str__(self) -> str:
        return f"possible conflict {self.pk}"


class ConflictDecided(models.Model):
    """Whether it is an interest, decided once by somebody else, with how they know."""

    possible = models.OneToOneField(
        PossibleConflict, primary_key=True, on_delete=models.PROTECT, related_name="decided"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    is_conflict = models.BooleanField()
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return "an interest" if self.is_conflict else "no interest"
