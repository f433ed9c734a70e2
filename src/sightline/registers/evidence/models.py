"""Documents and their versions."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Record


class Document(models.Model):
    """One document filed against a record. `key` names a document the arrangements speak of."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(
        max_length=20,
        choices=[
            ("agenda", "Agenda"),
            ("paper", "Paper"),
            ("minutes", "Minutes"),
            ("report", "Report"),
            ("evidence", "Evidence"),
        ],
    )
    title = models.CharField(max_length=300)
    number = models.PositiveIntegerField(default=0)  # its place among the record's papers
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record", "number", "id"], name="document_record")]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One version of a document: the stored file, and the words found in it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    stored_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT)
    filename = models.CharField(max_length=200)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=200)
    is_current = models.BooleanField(default=True)
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(is_current=True), name="one_current_version"
            ),
        ]
        indexes = [GinIndex(fields=["words"], name="document_words", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.filename} (version {self.number})"
