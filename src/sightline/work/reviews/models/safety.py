"""What is to be published of a review, each version of it, and what the safety check finds (R6.6).
Rows are added and stay as they are; the worker alone, who knows everybody, adds what is found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.rules.publishing import PUBLISHED_AS
from sightline.work.reviews.rules.safety.finding import KINDS


class ReportFile(models.Model):
    """One version of the final report as a Word or PDF file. It is checked, and never published."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="report_files")
    number = models.PositiveSmallIntegerField()
    stored_file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT)
    kind = models.CharField(max_length=5)
    size = models.PositiveBigIntegerField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="report_file_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class PublicationText(models.Model):
    """One version of the words that are to be published: the report, or information on
    improvements instead."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="publication_texts"
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=list(PUBLISHED_AS.items()))
    title = models.CharField(max_length=150)
    body = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="publication_text_number"),
        ]

    def __str__(self) -> str:
        return f"text {self.number}"


class ChangeTold(models.Model):
    """What changed because of a review, in plain words for everybody: a recommendation as it was
    published, and what was done."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="changes_told")
    number = models.PositiveSmallIntegerField()
    recommendation = models.TextField()
    done = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="change_told_number"),
        ]

    def __str__(self) -> str:
        return f"change {self.number}"


class SafetyCheck(models.Model):
    """A check of one file, text or change, and who is answerable for what is in it: somebody else
    justifies its hits."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Being checked"
        READ = "read", "Checked"
        UNREADABLE = "unreadable", "It could not be read"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="safety_checks")
    number = models.PositiveSmallIntegerField()
    report_file = models.OneToOneField(
        ReportFile, null=True, on_delete=models.PROTECT, related_name="safety_check"
    )
    text = models.OneToOneField(
        PublicationText, null=True, on_delete=models.PROTECT, related_name="safety_check"
    )
    change = models.OneToOneField(
        ChangeTold, null=True, on_delete=models.PROTECT, related_name="safety_check"
    )
    author = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)
    done_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="safety_check_number"),
            models.CheckConstraint(
                condition=Q(report_file__isnull=False, text__isnull=True, change__isnull=True)
                | Q(report_file__isnull=True, text__isnull=False, change__isnull=True)
                | Q(report_file__isnull=True, text__isnull=True, change__isnull=False),
                name="safety_check_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", done_at__isnull=True)
                | (~Q(outcome="waiting") & Q(done_at__isnull=False)),
                name="safety_check_done_when",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.number}"


class SafetyHit(models.Model):
    """Something a check found: what, in which part, and the words around it. It says of somebody of
    another case only that it identifies somebody else."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    safety_check = models.ForeignKey(SafetyCheck, on_delete=models.PROTECT, related_name="hits")
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    part = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    found = models.TextField()
    after = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"hit {self.pk}"


class HitJustified(models.Model):
    """Why a hit may stay, said by a second person."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    hit = models.OneToOneField(SafetyHit, on_delete=models.PROTECT, related_name="justified")
    reason = models.CharField(max_length=500)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    justified_at = models.DateTimeField()
    justified_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"justified {self.hit_id}"
