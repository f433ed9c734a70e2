"""A case: the incident it begins with, who is named to it, and why each reader came."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership, Seat
from sightline.registers.records.models import Record
from sightline.work.reviews.rules.notifying import ABUSE, PLACES, STATUSES


class Incident(models.Model):
    """A serious incident as the local authority's notifier recorded it (R6.1). Its people are kept
    behind another record, `identities`, which has its own list of names."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="incident")
    identities = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    is_attested: bool  # said by the query of one case, for whoever asks
    people: str  # likewise: the reference of its people, to who sees them

    def __str__(self) -> str:
        return f"incident {self.pk}"


class Account(models.Model):
    """What is known of an incident, as it stood: a correction is another account with its reason,
    and the clock from becoming aware is worked out anew with each."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="accounts")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    happened_on = models.DateField()
    became_aware_at = models.DateTimeField()
    place = models.CharField(max_length=20, choices=list(PLACES.items()))
    home_authority = models.CharField(max_length=200, blank=True)
    is_death = models.BooleanField()
    child_status = models.CharField(max_length=20, choices=list(STATUSES.items()))
    abuse = models.CharField(max_length=20, choices=list(ABUSE.items()))
    harm = models.CharField(max_length=300)
    circumstances = models.TextField()
    parallel = ArrayField(models.CharField(max_length=20), default=list)
    media_interest = models.CharField(max_length=500, blank=True)
    due_on = models.DateField()
    is_provisional = models.BooleanField()
    workings = models.TextField()
    rule_version = models.CharField(max_length=60)
    reason = models.CharField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="account_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="account_corrected_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.number} of incident {self.incident_id}"


class Named(models.Model):
    """A seat that is named to a case, as notifier or caseworker, and why; its sight ends with the
    seat, or when the naming is ended."""

    class Part(models.TextChoices):
        NOTIFIER = "notifier", "Notifier of the local authority"
        CASEWORKER = "caseworker", "Caseworker"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="named")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part.choices)
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "seat"],
                condition=Q(ended_at__isnull=True),
                name="seat_named_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="naming_ended_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.part


class Attestation(models.Model):
    """Why a person said they need to see a case, before they first opened it: once for each."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    attested_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "person"], name="attested_once"),
            models.CheckConstraint(
                condition=Q(reason__regex=r"^\S(.|\n){8,}\S$"),
                name="attestation_has_a_reason",
                violation_error_message="Say in 10 characters or more why you need it.",
            ),
        ]

    def __str__(self) -> str:
        return f"attestation {self.pk}"
