"""The business plan of a year: priorities, objectives, and what was judged of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Agency, Body, Partnership
from sightline.registers.records.models import Record


class Plan(models.Model):
    """The business plan of one year. Each year is an edition of its own; the next is copied from
    it (R1.2)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        AGREED = "agreed", "Agreed"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="plan")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, db_index=False)
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    drawn_up_by = models.CharField(max_length=200)
    agreed_on = models.DateField(null=True)
    agreed_by = models.CharField(max_length=200, blank=True)  # who recorded it
    agreed_where = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "starts_on"], name="one_plan_of_a_year"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="plan_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", agreed_on__isnull=True, agreed_by="")
                | (Q(state="agreed", agreed_on__isnull=False) & ~Q(agreed_by="")),
                name="plan_agreed_by_whom",
                violation_error_message="Say when the plan was agreed.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Priority(models.Model):
    """What matters most in a year, and which aims of the partnership it serves (R1.1)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    aims = ArrayField(models.CharField(max_length=60), default=list)  # keys of the arrangements

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="priority_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class Objective(models.Model):
    """What is to be reached under a priority, how one will know, and the body that owns it. Its
    actions stand in the register of actions, with its record as their source."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="objective")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="objectives")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    measure = models.TextField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="objectives")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    alignment = models.TextField(blank=True)  # to the plans of other boards
    reach_by_on = models.DateField(null=True)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.CharField(max_length=200, blank=True)
    dropped_reason = models.CharField(max_length=300, blank=True)
    # as each side was judged last, so that a plan looks through no judgements
    progress = models.CharField(max_length=14, null=True)  # not judged yet
    progress_on = models.DateField(null=True)
    progress_words = models.TextField(blank=True, default="", db_default="")
    impact = models.CharField(max_length=14, null=True)
    impact_on = models.DateField(null=True)
    impact_words = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["priority", "number"], name="objective_number"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by="", dropped_reason="")
                | (Q(dropped_at__isnull=False) & ~Q(dropped_by="") & ~Q(dropped_reason="")),
                name="objective_dropped_by_whom",
                violation_error_message="Say why it is dropped.",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Judgement(models.Model):
    """What somebody judged of an objective as of a day: its progress, or apart from that its
    impact. None is ever changed; the last one of each side stands (R1.2)."""

    class Side(models.TextChoices):
        PROGRESS = "progress", "Progress"
        IMPACT = "impact", "Impact"

    class Progress(models.TextChoices):
        NONE = "none", "No progress"
        LITTLE = "little", "Little progress"
        SOME = "some", "Some progress"
        GOOD = "good", "Good progress"
        COMPLETE = "complete", "Complete"

    class Impact(models.TextChoices):
        NOT_YET_KNOWN = "not-yet-known", "Not yet known"
        NONE = "none", "No impact"
        SOME = "some", "Some impact"
        CLEAR = "clear", "Clear impact"

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="judgements")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    side = models.CharField(max_length=10, choices=Side.choices)
    value = models.CharField(max_length=14)
    words = models.TextField()
    judged_on = models.DateField()
    judged_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["objective", "side", "-judged_on", "-id"], name="judgement_last")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    side="progress", value__in=["none", "little", "some", "good", "complete"]
                )
                | Q(side="impact", value__in=["not-yet-known", "none", "some", "clear"]),
                name="judgement_of_its_side",
            )
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.value}"

    @property
    def value_in_words(self) -> str:
        """The value as people say it."""
        choices = self.Progress if self.side == self.Side.PROGRESS else self.Impact
        return str(choices(self.value).label)
