"""Who learns, who books for them, and the places they hold."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.training.models.programme import Event, EventTrainer
from sightline.work.training.rules.cancelling import is_first


class ChargingRules(models.Model):
    """What a late cancellation or an absence costs, as data. A row never changes: new rules are a
    new row, so that a booking keeps the terms it was made under."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    terms = models.JSONField()  # in the shape of `rules.cancelling.Terms`
    kinds = ArrayField(models.CharField(max_length=10), default=list)  # of course; empty: all
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Learner(models.Model):
    """Somebody of the workforce who takes part in training, with or without a sign-in."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=120, blank=True)
    manager_name = models.CharField(max_length=200, blank=True)
    manager_email = models.EmailField(max_length=254, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "email"],
                name="one_learner_per_address",
                violation_error_message="Somebody with this email address is known already.",
            )
        ]
        indexes = [models.Index(fields=["agency", "name"], name="learner_of_agency")]

    def __str__(self) -> str:
        return self.name


class Delegate(models.Model):
    """Somebody whom the lead of an agency lets book for its people."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "person"],
                condition=Q(ended_at__isnull=True),
                name="delegate_once",
            )
        ]

    def __str__(self) -> str:
        return f"delegate {self.pk}"


class Booking(models.Model):
    """A place at an event, asked for, held, booked, waited for or given up. Agency and person are
    those of the day: who moves to another agency keeps what they booked where it was."""

    class State(models.TextChoices):
        HELD = "held", "Held while you answer"
        CONSENT = "consent", "Waiting for the manager"
        BOOKED = "booked", "Booked"
        WAITING = "waiting", "On the waiting list"
        OFFERED = "offered", "Place offered"
        CANCELLED = "cancelled", "Cancelled"
        LAPSED = "lapsed", "Ran out"
        REFUSED = "refused", "Manager said no"
        REPLACED = "replaced", "Given to a colleague"

    class Need(models.TextChoices):
        REQUIRED = "required", "My role requires it, or my refresher is due"
        AGREED = "agreed", "Agreed in supervision or appraisal"
        INTEREST = "interest", "I would like to learn about it"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="bookings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices)
    number = models.PositiveIntegerField(default=0)  # in the order in which people asked
    need = models.CharField(max_length=10, choices=Need.choices, default=Need.INTEREST)
    priority = models.SmallIntegerField(default=0)  # set by the office, with a reason
    priority_reason = models.CharField(max_length=300, blank=True)
    is_reserve = models.BooleanField(default=False)  # comes at short notice
    is_held_back = models.BooleanField(default=False)  # waits for the mix of agencies
    position = models.PositiveIntegerField(default=0)
    position_reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    runs_out_at = models.DateTimeField(null=True)  # a hold, an offer, a question to the manager
    consent_hash = models.CharField(max_length=64, null=True, unique=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    rules = models.ForeignKey(ChargingRules, null=True, on_delete=models.PROTECT)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [
            models.Index(fields=["event", "state", "number"], name="booking_of_event"),
            models.Index(fields=["person", "-id"], name="booking_of_person"),
            models.Index(fields=["agency", "-id"], name="booking_of_agency"),
            models.Index(fields=["partnership", "-id"], name="booking_newest"),
            models.Index(
                fields=["runs_out_at"],
                condition=Q(state__in=("held", "offered", "consent")),
                name="booking_runs_out",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "learner"],
                condition=Q(state__in=("held", "consent", "booked", "waiting", "offered")),
                name="one_place_per_learner",
                violation_error_message="This person has a place or waits for one already.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="booking_ended_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="consent_answered_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk}"


class BookingNeeds(models.Model):
    """What somebody needs in order to take part: for the person and the office alone."""

    booking = models.OneToOneField(
        Booking, primary_key=True, on_delete=models.PROTECT, related_name="needs"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField()

    def __str__(self) -> str:
        return f"needs of booking {self.booking_id}"


class Charge(models.Model):
    """A line of the ledger: what an agency owes for a booking, what is credited to it for a trainer
    it lent (below nothing), or what was taken back. Lines are never changed; a correction is a line
    of its own."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey(
        Booking, null=True, on_delete=models.PROTECT, related_name="charges"
    )
    taught = models.ForeignKey(
        EventTrainer, null=True, on_delete=models.PROTECT, related_name="credits"
    )
    pence = models.IntegerField()
    why = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "-id"], name="charge_newest"),
            models.Index(fields=["agency", "-id"], name="charge_of_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(booking__isnull=True, taught__isnull=False)
                | Q(booking__isnull=False, taught__isnull=True),
                name="charge_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"charge {self.pk}"

    @property
    def event(self) -> Event:
        """The event it comes from."""
        return self.booking.event if self.booking else self.taught.event  # type: ignore[union-attr]

    @property
    def whom(self) -> str:
        """Who was booked, or who taught."""
        return self.booking.name if self.booking else self.taught.trainer.name  # type: ignore[union-attr]

    @property
    def is_first(self) -> bool:
        """Whether this is a charge or a credit itself, and no line that takes one back."""
        return is_first(self.pence, self.booking_id)
