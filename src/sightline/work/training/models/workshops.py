"""Parallel workshops of an event, and who chose which (R8.2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership
from sightline.work.training.models.places import Booking
from sightline.work.training.models.programme import Event


class Workshop(models.Model):
    """One of several that run at the same time of an event, with places of its own."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="workshops")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    time = models.CharField(max_length=60)  # what runs beside one another: morning, 14:00
    title = models.CharField(max_length=200)
    places = models.PositiveIntegerField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "time", "title"],
                condition=Q(dropped_at__isnull=True),
                name="workshop_once_at_a_time",
                violation_error_message="There is a workshop of that title at that time already.",
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, 5000)),
                name="workshop_places_within_reason",
                violation_error_message="A workshop has 1 to 5,000 places.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WorkshopChoice(models.Model):
    """That somebody who has a place chose a workshop, until they chose another."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="choices")
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="choices")
    time = models.CharField(max_length=60)
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=200)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "time"],
                condition=Q(dropped_at__isnull=True),
                name="one_workshop_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"choice {self.pk}"
