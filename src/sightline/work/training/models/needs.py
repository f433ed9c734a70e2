"""Who works where in which role, and what each role must have attended (R8.1)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.training.models.programme import Course


class WorkforceRole(models.Model):
    """A role of the workforce, with the other names that people give it when they book."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    also_called = ArrayField(models.CharField(max_length=120), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="workforce_role_once",
                violation_error_message="There is a role of that name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MissedSearch(models.Model):
    """Words that somebody looked for in the catalogue and found no date for: never who looked."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    words = models.CharField(
        max_length=60
    )  # as `rules.needing.search_words` brings them into order
    searched_on = models.DateField()
    # tells two looks of one day apart; made with the day and a secret, it leads to nobody and joins
    # no two days
    searcher = models.CharField(max_length=64, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "searched_on"], name="missed_searches")]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "searched_on", "words", "searcher"],
                condition=~Q(searcher=""),
                name="a_search_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.words


class RoleNeed(models.Model):
    """That everybody in a role needs a course, until it is needed no more."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    role = models.ForeignKey(WorkforceRole, on_delete=models.PROTECT, related_name="needs")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "course"],
                condition=Q(dropped_at__isnull=True),
                name="role_needs_a_course_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_id} needs {self.course_id}"


class WorkforceCount(models.Model):
    """How many people an agency has in a role, as the agency last said."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(WorkforceRole, on_delete=models.PROTECT, related_name="counts")
    staff = models.PositiveIntegerField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "role"], name="staff_counted_once"),
            models.CheckConstraint(
                condition=Q(staff__lte=100_000),
                name="staff_within_reason",
                violation_error_message="An agency has up to 100,000 people in a role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} of {self.agency_id}"
