"""Task and finish groups: set up by a body, with a purpose, an end and a report back (R3.6)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Body, Partnership
from sightline.registers.records.models import Record


class TaskGroup(models.Model):
    """A group for one piece of work. It runs until it has reported back to the body that set it
    up; past its end without a report it is overdue."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="task_group")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="task_groups")
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    lead = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    members = models.TextField()  # a line each: name, organisation
    set_up_at = models.DateTimeField()
    set_up_by = models.CharField(max_length=200)
    ends_on = models.DateField()
    first_ends_on = models.DateField()  # as set at first: how often it was put off shows
    times_extended = models.PositiveSmallIntegerField(default=0)
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "ends_on"],
                condition=Q(reported_at__isnull=True),
                name="task_group_running",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, reported_by="", report="")
                | (Q(reported_at__isnull=False) & ~Q(reported_by="") & ~Q(report="")),
                name="task_group_reported_by_whom",
                violation_error_message="Say what the group reports back.",
            )
        ]

    def __str__(self) -> str:
        return self.name
