"""Learning reviews besides the local review, and learning that is passed to a group."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.registers.actions.models import Recommendation
from sightline.registers.partnership.models import Body, Partnership, Seat
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.rules.learning_reviews import ALL_KINDS, FORMER_KINDS, SHOWS
from sightline.work.reviews.rules.local_review_findings import FINDING_THEMES

FORMER = Q(kind__in=sorted(FORMER_KINDS))


class LearningReview(models.Model):
    """A review held to learn, which is no local review (R6.7), or one that was begun under the
    former Board and keeps its old name and the day by which that Board finishes it (R0.5). One
    about a child is known to those it names."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="learning_review")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="learning_reviews"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=list(ALL_KINDS.items()))
    is_about_child = models.BooleanField()
    asked_by = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True)
    began_on = models.DateField()
    why = models.TextField()
    agencies = ArrayField(models.CharField(max_length=200))
    lead = models.CharField(max_length=200)
    method = models.TextField()
    guidance = models.CharField(max_length=200, blank=True)
    changed_over_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    workings = models.TextField(blank=True)
    rule_version = models.CharField(max_length=60, blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)

    has_attested: bool  # these three are said by the query of one review, for whoever asks
    has_attested_to_case: bool
    case: str | None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    FORMER
                    & Q(changed_over_on__isnull=False, due_on__isnull=False)
                    & Q(due_on__gt=F("changed_over_on"), is_about_child=True)
                )
                | (~FORMER & Q(due_on__isnull=True, changed_over_on__isnull=True)),
                name="former_review_has_its_clock",
            ),
            models.CheckConstraint(
                condition=~FORMER | Q(began_on__lt=F("changed_over_on")),
                name="former_review_began_before",
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True, asked_by="")
                | (Q(asked_on__isnull=False) & ~Q(asked_by="")),
                name="learning_review_asked_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"learning review {self.pk}"

    @property
    def is_complete(self) -> bool:
        """Whether it is complete."""
        return hasattr(self, "end")

    @property
    def is_former(self) -> bool:
        """Whether it was begun under the former Board."""
        return self.kind in FORMER_KINDS


class OfLearningReview(models.Model):
    """What is entered of a learning review, once, and stays as it was entered."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(LearningReview, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        abstract = True


class LearningReviewNamed(OfLearningReview):
    """That a seat of a caseworker is named to a learning review about a child, and why."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "seat"], name="learning_review_named_once"),
        ]

    def __str__(self) -> str:
        return f"named {self.pk}"


class LearningReviewStep(OfLearningReview):
    """What was done in a learning review on a day."""

    happened_on = models.DateField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"step on {self.happened_on}"


class LearningFinding(OfLearningReview):
    """What a learning review found: what worked well or should be better, and what shows it."""

    number = models.PositiveSmallIntegerField()
    shows = models.CharField(max_length=8, choices=list(SHOWS.items()))
    words = models.TextField()
    evidence = models.TextField()
    theme = models.CharField(max_length=12, choices=list(FINDING_THEMES.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="learning_finding_number"),
        ]

    def __str__(self) -> str:
        return f"finding {self.number}"


class LearningFindingRecommendation(OfLearningReview):
    """That a recommendation of the register was made from a finding."""

    finding = models.ForeignKey(LearningFinding, on_delete=models.PROTECT, related_name="made")
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"from finding {self.finding_id}"


class LearningReviewEnd(models.Model):
    """That a learning review is complete, and what was learnt; of one begun under the former Board
    also its publication, and why it was late with whose approval."""

    review = models.OneToOneField(
        LearningReview, on_delete=models.PROTECT, primary_key=True, related_name="end"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    completed_on = models.DateField()
    learnt = models.TextField()
    published_on = models.DateField(null=True)
    late_reason = models.TextField(blank=True)
    late_approved_by = models.CharField(max_length=200, blank=True)
    late_approved_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(late_approved_on__isnull=True, late_approved_by="")
                | (Q(late_approved_on__isnull=False) & ~Q(late_approved_by="")),
                name="learning_review_late_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"ended {self.completed_on}"


class PassedLearning(models.Model):
    """Learning that a review passes to a group, in words for people who do not know the review
    (R6.7). It has a record of its own and stands on the group's agendas until it is answered;
    `source` is the record of the review, which the group does not see."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="passed_learning")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    source = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    words = models.TextField()
    passed_at = models.DateTimeField()
    passed_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title

    @property
    def answer(self) -> LearningTakenUp | None:
        """What the group does with it, once it has said so."""
        return getattr(self, "taken_up", None)


class LearningTakenUp(models.Model):
    """What a group does with learning that was passed to it."""

    passed = models.OneToOneField(
        PassedLearning, on_delete=models.PROTECT, primary_key=True, related_name="taken_up"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    decided_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"taken up {self.decided_on}"
