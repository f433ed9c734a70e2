"""Actions, their steps, what was said of them, and every day they were moved to."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sightline.registers.actions.models.recommendations import Recommendation
from sightline.registers.partnership.models import Agency, Body, Partnership
from sightline.registers.records.models import Record


class Action(models.Model):
    """One thing that somebody does by a day. `body` is the group that owns it: it alone says
    whether a complete action made a difference, never the owner (R3.7)."""

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", "Write or change a procedure"
        TRAINING = "training", "Train people"
        BRIEFING = "briefing", "Make something known"
        SERVICE = "service", "Change a service"
        AUDIT = "audit", "Audit"
        VISIT = "visit", "Visit"
        DATA = "data", "Figures"
        FEEDBACK = "feedback", "Ask children, families or practitioners"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        OPEN = "open", "Not begun"
        UNDER_WAY = "under-way", "Under way"
        COMPLETE = "complete", "Complete"
        DIFFERENCE = "difference", "Made a difference"
        NO_DIFFERENCE = "no-difference", "Complete, no difference seen"
        CANCELLED = "cancelled", "No longer needed"
        MERGED = "merged", "Merged into another"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="action")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, db_index=False)
    source = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="actions")
    recommendation = models.ForeignKey(
        Recommendation, null=True, on_delete=models.PROTECT, related_name="actions"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    what = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="actions",
        db_index=False,
    )
    owner_name = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="actions", db_index=False
    )
    state = models.CharField(max_length=14, choices=State.choices, default=State.OPEN)
    due_on = models.DateField()
    first_due_on = models.DateField()
    times_moved = models.PositiveIntegerField(default=0)
    moving_on = models.DateField()  # the last day anything was said or done about it
    blocked_by = models.CharField(max_length=300, blank=True)  # what, not who
    blocked_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    completed_by = models.CharField(max_length=200, blank=True)
    what_changed = models.TextField(blank=True)
    verified_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=200, blank=True)
    verdict = models.TextField(blank=True)
    closing_reason = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    # of its record, and who sees it: copied by the database alone (decision 022)
    reference = models.CharField(max_length=40, default="", db_default="", editable=False)
    audience = ArrayField(
        models.CharField(max_length=80), default=list, db_default=[], editable=False
    )
    marking = models.CharField(
        max_length=12, default="identified", db_default="identified", editable=False
    )
    opens_at = models.DateTimeField(null=True, editable=False)
    arises_from_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "due_on", "id"], name="action_due"),
            models.Index(fields=["owner", "due_on", "id"], name="action_owner"),
            models.Index(fields=["agency", "due_on", "id"], name="action_agency"),
            models.Index(fields=["body", "due_on", "id"], name="action_body"),
            models.Index(
                fields=["partnership", "due_on", "id"],
                condition=Q(state__in=["open", "under-way"]),
                name="action_live",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(agency__isnull=False) | ~Q(owner_name=""),
                name="action_has_an_owner",
                violation_error_message="Say who does it: a person, or at least an agency.",
            ),
            models.CheckConstraint(
                condition=Q(blocked_on__isnull=True, blocked_by="")
                | (Q(blocked_on__isnull=False) & ~Q(blocked_by="")),
                name="action_blocked_by_what",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True, completed_by="")
                | (Q(completed_on__isnull=False) & ~Q(completed_by="")),
                name="action_completed_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_by="")
                | (Q(verified_on__isnull=False) & ~Q(verified_by="")),
                name="action_verified_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["complete", "difference", "no-difference"])
                | (Q(completed_on__isnull=False) & ~Q(what_changed="")),
                name="action_complete_says_what_changed",
                violation_error_message="Say what changed.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["difference", "no-difference"])
                | Q(verified_on__isnull=False),
                name="action_difference_is_verified",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="action_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="action_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"


class Step(models.Model):
    """One step of an action, in its order, until it is done."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="steps")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="action_step"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by="")
                | (Q(done_on__isnull=False) & ~Q(done_by="")),
                name="action_step_done_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Note(models.Model):
    """What somebody said of the progress of an action; it stays as it was said."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="notes")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"note of {self.said_at:%d %B %Y}"


class DateChange(models.Model):
    """A due date that was moved: from, to, why, by whom. None is ever taken back."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="date_changes")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    old_on = models.DateField()
    new_on = models.DateField()
    reason = models.CharField(max_length=300)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(new_on=F("old_on")), name="action_date_moved")
        ]

    def __str__(self) -> str:
        return f"{self.old_on} to {self.new_on}"
