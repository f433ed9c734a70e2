"""E-learning taken here: what a course teaches, and how far each learner came (R8.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.foundation.files.models import StoredFile
from sightline.registers.partnership.models import Partnership
from sightline.work.training.models.places import Learner
from sightline.work.training.models.programme import Course


class Module(models.Model):
    """One version of what an e-learning course teaches: pages to read, then questions. Once it is
    published it stays as it is; whoever began it finishes it."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        REPLACED = "replaced", "Replaced by a later version"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="modules")
    number = models.PositiveSmallIntegerField()  # of the version
    minutes = models.PositiveSmallIntegerField(default=20)
    pass_mark = models.PositiveSmallIntegerField(default=80)  # of 100
    tries_a_day = models.PositiveSmallIntegerField(default=3)
    is_example = models.BooleanField(default=False)
    pages = models.JSONField(default=list)  # title, words in plain markup
    questions = models.JSONField(default=list)  # kind, words, options, feedback
    # instead of pages and questions of our own: a package of another maker
    package = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    # the row of the file is its sender's alone
    package_sha256 = models.CharField(max_length=64, blank=True)
    package_title = models.CharField(max_length=200, blank=True)
    standard = models.CharField(max_length=4, blank=True)  # of SCORM: 1.2 or 2004
    launch = models.CharField(max_length=500, blank=True)  # the file of the package that begins
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="module_version_once"),
            models.UniqueConstraint(
                fields=["course"], condition=Q(state="draft"), name="one_draft_of_a_module"
            ),
            models.UniqueConstraint(
                fields=["course"], condition=Q(state="published"), name="one_module_of_a_course"
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__range=(1, 100)),
                name="pass_mark_within_100",
                violation_error_message="A pass mark is 1 to 100 per cent.",
            ),
            models.CheckConstraint(
                condition=Q(tries_a_day__range=(1, 20)),
                name="tries_within_reason",
                violation_error_message="Allow 1 to 20 tries a day.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
                name="module_published_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(package__isnull=True, package_sha256="", standard="", launch="")
                | (
                    Q(package__isnull=False, standard__in=("1.2", "2004"))
                    & ~Q(package_sha256="")
                    & ~Q(launch="")
                ),
                name="package_whole_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"module {self.pk}"


class ModuleTry(models.Model):
    """One go of a learner at a module: the pages read, the answers and what they came to."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="tries")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="tries")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="tries")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    pages_read = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField(default=list)  # for each question the options chosen
    reported = models.JSONField(default=dict)  # where a package says somebody is, and its notes
    score = models.PositiveSmallIntegerField(null=True)  # of 100; a package may tell none
    has_passed = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="try_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(finished_at__isnull=True),
                name="one_try_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, score__isnull=True, has_passed=False)
                | (
                    Q(finished_at__isnull=False)
                    & (Q(score__isnull=True) | Q(score__range=(0, 100)))
                ),
                name="try_scored_when_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"try {self.pk}"
