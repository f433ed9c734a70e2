"""The partnership and what other records point at: agencies, roles, bodies, places and seats.

Details that only the arrangements state (terms, cadences, chair rules) are read from the version in
force on the day, never copied into columns: so the past stays as it was.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Partnership(models.Model):
    """One safeguarding children partnership."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=200)
    in_front = models.BooleanField(default=False)  # whose public pages this address shows
    hostname = models.CharField(max_length=200, blank=True)
    # of this row, its bodies, agencies, places and versions: set anew by the database with each
    # change of them
    edition = models.BigIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["in_front"], condition=Q(in_front=True), name="one_partnership_in_front"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ArrangementVersion(models.Model):
    """One version of the published arrangements, whole, with the dates it governs."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    content = models.JSONField()  # the arrangement as checked, in the shape of `rules.arrangement`
    source = models.JSONField()  # file name -> text, as loaded
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="version_number"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="version_dates_in_order",
                violation_error_message="A version cannot end before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} from {self.starts_on}"


class Stated(models.Model):
    """A thing the arrangements name: its key is stable over versions; it ends, never vanishes."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="%(class)s_key"),
        ]

    def __str__(self) -> str:
        return self.name


class Agency(Stated):
    """An organisation in the arrangements: a safeguarding partner or a relevant agency."""

    kind = models.CharField(max_length=30)
    is_lead_partner = models.BooleanField(default=False)


class Body(Stated):
    """A group that meets: the executive, its groups, the forum, the panel."""

    kind = models.CharField(max_length=30)
    prefix = models.CharField(max_length=8)  # of the references of its meetings: EXE-2026-004


class Place(Stated):
    """A place at a body's table, or an office (no body). A person holds it through a seat."""

    class Function(models.TextChoices):
        CHAIR = "chair", "Chair"
        MEMBER = "member", "Member"
        DEPUTY = "deputy", "Deputy"
        CO_OPTED = "co-opted", "Co-opted"
        ADVISER = "adviser", "Adviser"
        SECRETARY = "secretary", "Secretary"
        OFFICE = "office", "Office"

    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="places")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="places")
    role_key = models.SlugField(max_length=60, blank=True)
    function = models.CharField(max_length=10, choices=Function.choices)
    is_lead_partner = models.BooleanField(default=False)
    holds_many = models.BooleanField(default=False)
    capacities = ArrayField(models.CharField(max_length=40), default=list)


class Seat(models.Model):
    """A person in a place, from when to when, appointed by whom. Rights come from live seats."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="seats")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="seats")
    deputises_for = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    starts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    appointed_by = models.CharField(max_length=200)
    ended_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "ended_at"], name="seat_person"),
            models.Index(fields=["partnership", "ended_at"], name="seat_partnership"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("starts_at")),
                name="seat_dates_in_order",
                violation_error_message="A seat cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="seat_ended_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @staticmethod
    def live() -> Q:
        """The condition for a seat that gives rights at this instant."""
        return Q(starts_at__lte=Now()) & (Q(ended_at__isnull=True) | Q(ended_at__gt=Now()))


class ContradictionDecision(models.Model):
    """Which reading of two contradictory headings the partnership follows, decided by whom."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    contradiction_key = models.SlugField(max_length=60)
    reading_key = models.SlugField(max_length=60)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    reason = models.TextField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "contradiction_key"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_decision_per_contradiction",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contradiction_key}: {self.reading_key}"


class OneOffDay(models.Model):
    """A day declared not to be a working day that the calendar library does not know yet."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    day = models.DateField()
    name = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "day"], name="one_off_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
