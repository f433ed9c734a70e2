"""What a course asks of those who take part and of their managers, and the answers (R8.4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.training.models.places import Booking
from sightline.work.training.models.programme import Course


class EvaluationItem(models.Model):
    """One thing that a course asks people to rate, in the same words at every stage. Other words
    are another item: answers to the two are never compared."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="evaluation_items")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "words"],
                name="evaluation_item_once",
                violation_error_message="The course asks this already.",
            )
        ]

    def __str__(self) -> str:
        return self.words


class Evaluation(models.Model):
    """That one person was asked at one stage: who took part, or their manager. `person` answers by
    signing in; without one the link whose hash is kept is the way in."""

    class Stage(models.TextChoices):
        BEFORE = "before", "Before the event"
        AFTER = "after", "Straight after"
        LATER = "later", "Later"
        MANAGER = "manager", "Later, the manager"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="evaluations")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="evaluations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    person = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)  # of who took part
    attends_on = models.DateField()
    token_hash = models.CharField(max_length=64, db_index=True)
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "stage"], name="asked_once_a_stage"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="evaluation_answered_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="evaluation_of_person"),
            models.Index(fields=["course", "stage"], name="evaluation_of_course"),
            models.Index(
                fields=["closes_at"],
                condition=Q(answered_at__isnull=True),
                name="evaluation_open",
            ),
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk}"


class EvaluationScore(models.Model):
    """How somebody rated one item at one stage. It stays as it was given."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="scores")
    item = models.ForeignKey(EvaluationItem, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "item"], name="one_score_an_item"),
            models.CheckConstraint(
                condition=Q(score__range=(1, 5)),
                name="score_from_one_to_five",
                violation_error_message="A score is from 1 to 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} of 5"


class EvaluationComment(models.Model):
    """What somebody wrote beside the scores. It stays as it was written."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    evaluation = models.OneToOneField(
        Evaluation, primary_key=True, on_delete=models.PROTECT, related_name="comment"
    )
    words = models.TextField()

    def __str__(self) -> str:
        return f"comment on {self.evaluation_id}"


class EvaluationTheme(models.Model):
    """A theme into which a person sorts what people wrote about a course."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="evaluation_themes")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "name"],
                name="evaluation_theme_once",
                violation_error_message="There is a theme of that name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SortedComment(models.Model):
    """That a person put a comment under a theme, until somebody took it out again."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    comment = models.ForeignKey(EvaluationComment, on_delete=models.PROTECT, related_name="themes")
    theme = models.ForeignKey(EvaluationTheme, on_delete=models.PROTECT, related_name="comments")
    sorted_at = models.DateTimeField()
    sorted_by = models.CharField(max_length=200)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "theme"],
                condition=Q(dropped_at__isnull=True),
                name="comment_once_under_a_theme",
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} under {self.theme_id}"
