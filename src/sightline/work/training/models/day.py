"""Who came, and what that earned them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.training.models.completions import Completion
from sightline.work.training.models.places import Booking
from sightline.work.training.models.programme import EventSession


class SessionAttendance(models.Model):
    """How one who was booked attended one session."""

    class How(models.TextChoices):
        FULL = "full", "Attended"
        LATE = "late", "Came late, counted"
        PART = "part", "Too late or left early, not counted"
        EXCUSED = "excused", "Excused"
        ABSENT = "absent", "Did not come"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="attended")
    session = models.ForeignKey(EventSession, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    how = models.CharField(max_length=10, choices=How.choices)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "session"], name="one_entry_a_session")
        ]

    def __str__(self) -> str:
        return self.how


class Certificate(models.Model):
    """That somebody attended a course or completed one here: its words are those of the day and
    never change. Anybody who holds the code may check name, course and date, and learns nothing
    more."""

    booking = models.OneToOneField(
        Booking, null=True, on_delete=models.PROTECT, related_name="certificate"
    )
    completion = models.OneToOneField(
        Completion, null=True, on_delete=models.PROTECT, related_name="certificate"
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    course = models.CharField(max_length=200)
    attended_on = models.DateField()
    expires_on = models.DateField(null=True)  # the day the refresher is due
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "expires_on"], name="certificate_expires")]
        constraints = [
            models.CheckConstraint(
                condition=Q(booking__isnull=True, completion__isnull=False)
                | Q(booking__isnull=False, completion__isnull=True),
                name="certificate_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.code
