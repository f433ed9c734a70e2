"""What a meeting deals with: items of its agenda, and what stands on every agenda of a body."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Body, Partnership
from sightline.registers.records.models import Record
from sightline.work.governance.models.meetings import Meeting


class Purpose(models.TextChoices):
    """What the meeting is asked to do with an item."""

    DECIDE = "decide", "To decide"
    DISCUSS = "discuss", "To discuss"
    NOTE = "note", "To note"


class StandingItem(models.Model):
    """A line of a body's template: it comes onto each new agenda until it is ended."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="standing_items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    presenter = models.CharField(max_length=200, blank=True)
    takes = models.PositiveSmallIntegerField(default=5)  # minutes
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="standing_item_ended_by_whom",
            )
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item. Its own cover sheet says who sees it: item, papers, minute and decisions. Items
    for fewer than see the meeting come last, as its second part, so that everybody else's numbers
    have no gap."""

    class Origin(models.TextChoices):
        STANDING = "standing", "Standing item"
        LAST_MINUTES = "last-minutes", "Minutes of the last meeting"
        ARISING = "arising", "Matters arising"
        DUTY = "duty", "A duty that falls due"
        REPORT = "report", "A report that is expected"
        CARRIED = "carried", "Carried from an earlier meeting"
        REQUEST = "request", "A request"
        RAISED = "raised", "Raised by other work"
        OVERDUE = "overdue", "Actions that are overdue"
        ADDED = "added", "Added by the office"

    class State(models.TextChoices):
        ON = "on", "On the agenda"
        REMOVED = "removed", "Taken off"
        CARRIED = "carried", "Carried to the next meeting"

    class For(models.TextChoices):
        MEETING = "meeting", "Everybody who sees the meeting"
        MEMBERS = "members", "Members of the body and the business managers"
        PARTNERS = "partners", "The lead partners and the business managers"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="agenda_item")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    # found by the index below, which gives a meeting's items in their order
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="items", db_index=False
    )
    position = models.PositiveIntegerField()
    is_private = models.BooleanField(default=False)  # stands in the second part
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    presenter = models.CharField(max_length=200, blank=True)
    takes = models.PositiveSmallIntegerField(default=10)  # minutes
    note = models.TextField(blank=True)
    meant_for = models.CharField(max_length=10, choices=For.choices, default=For.MEETING)
    origin = models.CharField(max_length=15, choices=Origin.choices, default=Origin.ADDED)
    origin_key = models.CharField(max_length=160, blank=True)  # so that filling adds nothing twice
    source = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    carried_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.ON)
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["meeting", "is_private", "position", "id"], name="item_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "origin_key"],
                condition=~Q(origin_key=""),
                name="item_of_an_origin_once",
            ),
            models.CheckConstraint(
                condition=Q(state="on") | ~Q(reason=""),
                name="item_off_with_reason",
                violation_error_message="Say why the item is taken off the agenda.",
            ),
            models.CheckConstraint(
                condition=Q(is_private=False, meant_for="meeting")
                | (Q(is_private=True) & ~Q(meant_for="meeting")),
                name="item_for_few_in_second_part",
            ),
            models.CheckConstraint(
                condition=Q(carried_from__isnull=True) | ~Q(carried_from=F("id")),
                name="item_not_carried_from_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class PackIssue(models.Model):
    """The pack of a meeting, issued to those who sit there: first whole, then each supplement. What
    is filed after the first is late."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="pack_issues")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+", db_index=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, db_index=False)
    number = models.PositiveSmallIntegerField()  # 1: the pack; 2 and on: supplements
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="pack_issued_once")
        ]

    def __str__(self) -> str:
        return f"issue {self.number}"
