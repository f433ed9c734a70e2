"""Chronologies brought in from spreadsheets, and events that two agencies tell each in its way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.records.models import Record
from sightline.work.reviews.models.rapid_review import AgencySummary, ChronologyEvent, RapidReview


class ChronologyImport(models.Model):
    """A spreadsheet of an agency's events. Only whoever sent it sees it; all of it is brought in
    at once, or nothing (R6.2)."""

    summary = models.ForeignKey(AgencySummary, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    stored_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)
    brought_in_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(brought_in_at__isnull=True, count__isnull=True)
                | Q(brought_in_at__isnull=False, count__isnull=False),
                name="chronology_import_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"chronology {self.pk}"


class SameEvent(models.Model):
    """A judgement whether two agencies tell of the same event, and how they differ. A later one
    of the same two replaces an earlier, which stays."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="same_events")
    first = models.ForeignKey(ChronologyEvent, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(ChronologyEvent, on_delete=models.PROTECT, related_name="+")
    is_same = models.BooleanField()
    difference = models.CharField(max_length=1000, blank=True)
    judged_at = models.DateTimeField()
    judged_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="same_event_in_order"),
        ]

    def __str__(self) -> str:
        return f"events {self.first_id} and {self.second_id}"
