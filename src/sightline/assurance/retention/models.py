"""Periods, holds, proposals, answers, and the certificates of what was destroyed."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Marking, Record


class Period(models.Model):
    """How long a partnership keeps one class of records, where it decided otherwise than shipped.
    The newest stands."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    class_code = models.SlugField(max_length=20)
    years = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(years__gte=1, years__lte=100), name="period_is_of_years"
            )
        ]

    def __str__(self) -> str:
        return f"{self.class_code}: {self.years} years"


class Hold(models.Model):
    """Nothing of a record, and of what is filed under it, is destroyed while this stands."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=300)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(ended_at__isnull=True), name="one_hold_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_reason="")),
                name="hold_is_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Proposal(models.Model):
    """Somebody proposes that one record be destroyed. The database reckons what stands here when it
    is made: from when the period counts, when it ended, how many rows and files would go."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    class_code = models.SlugField(max_length=20)
    years = models.PositiveSmallIntegerField()
    changed_on = models.DateField()
    due_on = models.DateField()
    row_count = models.PositiveIntegerField()
    file_count = models.PositiveIntegerField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Decision(models.Model):
    """What another person answered to a proposal. An approval holds until a moment."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", "Destroy it"
        REFUSED = "refused", "Keep it"

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verdict} {self.proposal_id}"


class Certificate(models.Model):
    """What was destroyed, without a word of what it said. Written by the database alone, kept for
    ever. Who might see the record when it went may read it; who had an interest in it may not."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    record_reference = models.CharField(max_length=40)
    record_number = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    class_code = models.SlugField(max_length=20)
    marking = models.CharField(max_length=12, choices=Marking.choices)
    opened_at = models.DateTimeField()
    years = models.PositiveSmallIntegerField()
    changed_on = models.DateField()
    due_on = models.DateField()
    row_count = models.PositiveIntegerField()
    file_count = models.PositiveIntegerField()
    rows = models.JSONField()  # table: how many rows
    files = models.JSONField()  # SHA-256, size, and whether the content stays for other work
    went_along = ArrayField(models.CharField(max_length=40))  # references of records in it
    proposed_by = models.CharField(max_length=200)
    proposed_by_number = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)
    decided_by_number = models.BigIntegerField()
    decided_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    destroyed_at = models.DateTimeField()
    audience = ArrayField(models.CharField(max_length=80))
    open_to = ArrayField(models.BigIntegerField())
    hidden_from = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "reference"], name="certificate_reference"
            )
        ]

    def __str__(self) -> str:
        return self.reference
