"""Documents in an agency's space: seen, sealed and released with what the agency writes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.records.models import Record
from sightline.work.reviews.models.rapid_review import AgencySummary


class AgencyDocument(models.Model):
    """A document that an agency adds to its answer. Its title and its content stand in the seal;
    its row, and so its file, is seen as its summary is (R6.2)."""

    summary = models.ForeignKey(AgencySummary, on_delete=models.PROTECT, related_name="documents")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    stored_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=5)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["summary", "number"], name="agency_document_number"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="")
                | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                name="agency_document_removed_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.number} of an agency"
