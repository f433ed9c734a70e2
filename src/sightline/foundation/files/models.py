"""Stored files and the words found in them."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One upload. Its content lies in the folder of stored files under its hash; two uploads of the
    same content share it. Whether a person may have it is asked of the document it belongs to."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not-scanned", "Not scanned: no scanner is configured"
        HELD = "held", "Held until the scanner answers"
        CLEAN = "clean", "Scanned, nothing found"
        REFUSED = "refused", "Refused by the scanner"

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=5)  # the extension it was proved to be
    media_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)
    uploaded_by_person_id = models.BigIntegerField(null=True)
    scan = models.CharField(max_length=11, choices=Scan)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(scan="held"), name="file_held")]

    def __str__(self) -> str:
        return self.original_name

    @property
    def may_be_served(self) -> bool:
        """Whether the scanner lets this file out: clean, or there is no scanner."""
        return self.scan in (self.Scan.CLEAN, self.Scan.NOT_SCANNED)


class FileText(models.Model):
    """The words of a stored file, for search. The web process has no right on this table."""

    stored_file = models.OneToOneField(
        StoredFile, primary_key=True, on_delete=models.PROTECT, related_name="words"
    )
    text = models.TextField(blank=True)
    is_complete = models.BooleanField()  # False: longer than what is kept, or it could not be read
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"words of file {self.pk}"
