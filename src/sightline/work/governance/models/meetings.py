"""Meetings and attendance by seat."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Body, Partnership, Place, Seat
from sightline.registers.records.models import Record


class Meeting(models.Model):
    """One meeting of one body: proposed, planned, held, or cancelled with a reason. Nobody is
    invited to a proposed one."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="meeting")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    venue = models.CharField(max_length=300, blank=True)
    first_on = models.DateField(null=True)  # the day it was first planned for, once it is moved
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    chaired_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    chair_name = models.CharField(max_length=200, blank=True)
    # as who came was recorded last, so that a list counts nobody (deputies took part)
    took_part = models.PositiveSmallIntegerField(default=0, db_default=0)
    apologies = models.PositiveSmallIntegerField(default=0, db_default=0)
    held_recorded_at = models.DateTimeField(null=True)
    held_recorded_by = models.CharField(max_length=200, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["body", "-on", "-id"], name="meeting_body"),
            models.Index(fields=["partnership", "on"], name="meeting_when"),
            models.Index(
                fields=["partnership", "on"], condition=Q(state="planned"), name="meeting_planned"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "on"],
                condition=~Q(state="cancelled"),
                name="one_meeting_of_a_body_a_day",
                violation_error_message="This body has a meeting on that day already.",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message="A meeting must end after it starts.",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""),
                name="cancelled_with_reason",
                violation_error_message="Say why the meeting was cancelled.",
            ),
            models.CheckConstraint(
                condition=Q(held_recorded_at__isnull=True, held_recorded_by="")
                | (Q(held_recorded_at__isnull=False) & ~Q(held_recorded_by="")),
                name="held_recorded_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"meeting on {self.on}"


class Attendance(models.Model):
    """One place at one meeting: who came for it, and how."""

    class How(models.TextChoices):
        ATTENDED = "attended", "Attended"
        APOLOGIES = "apologies", "Apologies"
        DEPUTY = "deputy", "Deputy came"
        ABSENT = "absent", "Absent"
        VACANT = "vacant", "Vacant"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="attendances")
    how = models.CharField(max_length=10, choices=How.choices)
    name = models.CharField(max_length=200, blank=True)  # who held the seat that day
    deputy_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "place", "seat"],
                name="one_attendance_per_seat",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(how="deputy") | ~Q(deputy_name=""),
                name="deputy_is_named",
                violation_error_message="Give the name of the deputy who came.",
            ),
        ]

    def __str__(self) -> str:
        return self.how


class ReportReceived(models.Model):
    """A report that a body, a role or an agency put before a meeting, in its place."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reports")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    source_key = models.SlugField(max_length=60)
    source_name = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "source_key"], name="one_report_per_source")
        ]

    def __str__(self) -> str:
        return self.source_name
