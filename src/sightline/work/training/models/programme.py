"""Courses, the events at which they are given, and who gives them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Agency, Partnership
from sightline.registers.records.models import Record


class AudienceGroup(models.Model):
    """Whom a course is for, in the words of one framework: a target group, a level, a post."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    framework = models.CharField(max_length=120)
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"],
                name="audience_group_key",
                violation_error_message="There is a group of that name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """A course of the programme: what it is for, for whom, and how long it lasts in force."""

    class Kind(models.TextChoices):
        CORE = "core", "Core course"
        SUBJECT = "subject", "Subject-specific course"
        SEMINAR = "seminar", "Seminar"
        CONFERENCE = "conference", "Conference"
        E_LEARNING = "e-learning", "E-learning"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "In the catalogue"
        WITHDRAWN = "withdrawn", "Withdrawn"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="course")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40)  # as on the cover sheet, so that lists need no join
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    level = models.CharField(max_length=100, blank=True)
    length = models.CharField(max_length=60, blank=True)  # in words: half a day, two days
    summary = models.TextField()
    aims = models.TextField()
    audience = ArrayField(models.SlugField(max_length=60), default=list)
    prerequisites = models.TextField(blank=True)
    evaluation_plan = models.TextField(blank=True)
    refresher_months = models.PositiveSmallIntegerField(null=True)
    later_after = models.CharField(max_length=10, default="3-months")  # of `rules.evaluating.LATER`
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "title", "id"], name="course_by_title"),
            models.Index(fields=["partnership", "reference"], name="course_by_reference"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(refresher_months__isnull=True) | Q(refresher_months__range=(1, 120)),
                name="refresher_within_ten_years",
                violation_error_message="A refresher falls due after 1 to 120 months.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Event(models.Model):
    """A course given at a time and a place, or online, with so many places."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        OPEN = "open", "Open for booking"
        CANCELLED = "cancelled", "Cancelled"
        HELD = "held", "Held"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="training_event")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="events")
    starts_at = models.DateTimeField()  # of the first session
    ends_at = models.DateTimeField()  # of the last
    area = models.CharField(max_length=120, blank=True)  # what everybody may read of the place
    is_online = models.BooleanField(default=False)
    agency_most = models.PositiveSmallIntegerField(null=True)  # places for one agency at first
    agency_until_days = models.PositiveSmallIntegerField(default=14)
    has_waiting_list = models.BooleanField(default=True)
    is_consent_needed = models.BooleanField(default=True)
    is_on_demand = models.BooleanField(default=False)  # added because more people asked
    closes_at = models.DateTimeField()
    fee_pence = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    copied_from = models.OneToOneField("self", null=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "starts_at", "id"], name="event_by_time"),
            models.Index(fields=["course", "starts_at"], name="event_of_course"),
            models.Index(fields=["partnership", "reference"], name="event_by_reference"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message="An event must end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__lte=F("starts_at")),
                name="booking_closes_before_start",
                violation_error_message="Booking must close before the event starts.",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""),
                name="event_cancelled_with_reason",
                violation_error_message="Say why the event is cancelled.",
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.pk}"


class EventPlaces(models.Model):
    """The count of places of one event: the one row that two bookings must pass one after the
    other. The database itself refuses one place too many."""

    event = models.OneToOneField(
        Event, primary_key=True, on_delete=models.PROTECT, related_name="counted"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)  # who may have the next place, mix apart
    is_open = models.BooleanField(
        default=False
    )  # beside the count, so that one statement asks both
    last_number = models.PositiveIntegerField(default=0)  # given to those who wait, in order

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("places")),
                name="never_oversold",
                violation_error_message="There are more people booked than places.",
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, 5000)),
                name="places_within_reason",
                violation_error_message="An event has 1 to 5,000 places.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken} of {self.places}"


class EventSession(models.Model):
    """One sitting of an event: a day, from when to when."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="sessions")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["event", "starts_at"], name="session_of_event")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="training_session_ends_after_start",
                violation_error_message="A session must end after it starts.",
            )
        ]

    def __str__(self) -> str:
        return self.title or f"session {self.pk}"


class Joining(models.Model):
    """How those who are booked get there: the place or the link, notes, materials."""

    event = models.OneToOneField(
        Event, primary_key=True, on_delete=models.PROTECT, related_name="joining"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    venue = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=500, blank=True)
    notes = models.TextField(blank=True)
    before = models.TextField(blank=True)  # what to read or bring
    after = models.TextField(blank=True)  # what is sent on afterwards

    def __str__(self) -> str:
        return f"joining details of {self.event_id}"


class Trainer(models.Model):
    """Somebody who trains: a member of the pool, of which agency, and since when no longer."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="trainer_name",
                violation_error_message="There is a trainer of that name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class EventTrainer(models.Model):
    """That a trainer gives an event."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="given_by")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="gives")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "trainer"],
                condition=Q(dropped_at__isnull=True),
                name="trainer_once_at_an_event",
            )
        ]

    def __str__(self) -> str:
        return f"trainer of {self.event_id}"


class TrainerRate(models.Model):
    """What a day that an agency's trainer gives is credited to the agency at, from a moment on. A
    row is ended and never changed, so that the ledger can be explained."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    pence_a_day = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(ended_at__isnull=True),
                name="one_trainer_rate_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pence_a_day} pence a day"
