"""E-learning completed, here or elsewhere as files of other systems tell it (R8.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.foundation.files.models import StoredFile
from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.training.models.learning import ModuleTry
from sightline.work.training.models.places import Learner
from sightline.work.training.models.programme import Course


class CompletionFile(models.Model):
    """A file of completions of one course, without a fault, waiting to be taken in or taken in."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    stored_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)  # the file itself is its sender's to open
    entries = models.JSONField()  # line, address, name, agency, day: as read, in order
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=200)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by="")
                | (Q(taken_at__isnull=False) & ~Q(taken_by="")),
                name="completions_taken_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"completions {self.pk}"


class Completion(models.Model):
    """That somebody completed a course on a day, here or elsewhere, and until when it counts. What
    was wrong is taken back with a reason and stays to be seen."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="completions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    completed_on = models.DateField()
    expires_on = models.DateField(null=True)
    told_in = models.ForeignKey(
        CompletionFile, null=True, on_delete=models.PROTECT, related_name="kept"
    )
    earned_in = models.OneToOneField(
        ModuleTry, null=True, on_delete=models.PROTECT, related_name="completion"
    )
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=200, blank=True)
    taken_back_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course", "completed_on"],
                condition=Q(taken_back_at__isnull=True),
                name="completed_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(told_in__isnull=True, earned_in__isnull=False)
                | Q(told_in__isnull=False, earned_in__isnull=True),
                name="completion_from_a_file_or_a_try",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by="", taken_back_reason="")
                | (
                    Q(taken_back_at__isnull=False) & ~Q(taken_back_by="") & ~Q(taken_back_reason="")
                ),
                name="completion_taken_back_with_reason",
                violation_error_message="Say why it is taken back.",
            ),
        ]
        indexes = [models.Index(fields=["course", "completed_on"], name="completion_of_course")]

    def __str__(self) -> str:
        return f"completion {self.pk}"
