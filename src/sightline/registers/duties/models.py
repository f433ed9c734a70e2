"""The duties of the arrangements, and what ordinary records told the register."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sightline.registers.partnership.models import Body, Partnership, Seat
from sightline.registers.records.models import Record


class Duty(models.Model):
    """One promise of the arrangements. Its schedule is read from the version in force on the day;
    this row is what records point at. A duty that disappears from the file ends here."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    key = models.SlugField(max_length=60)
    promise = models.TextField()
    kind = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "key"], name="duty_key")]

    def __str__(self) -> str:
        return self.key


class Edition(models.Model):
    """One edition of a document that the arrangements speak of, begun on a day: the annual report
    for a year, a version of the threshold document. What is told of the document from that day on
    is about it, until the next is begun."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    document_key = models.SlugField(max_length=60)
    name = models.CharField(max_length=60)
    begun_on = models.DateField()
    starts_on = models.DateField(null=True)  # the months it is about; a version is about none
    ends_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "document_key", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="edition_name",
            ),
            models.UniqueConstraint(
                fields=["partnership", "document_key", "begun_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="edition_begun_on",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fulfilment(models.Model):
    """Something that happened and may count for duties: what, when, by or in which body, of whom.
    `on` is the day it happened; `entered_at` the moment it was entered."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    kind = models.CharField(max_length=30)
    on = models.DateField()
    body_key = models.SlugField(max_length=60, blank=True)
    source_key = models.SlugField(max_length=60, blank=True)
    document_key = models.SlugField(max_length=60, blank=True)
    topic = models.SlugField(max_length=60, blank=True)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT)  # else: by its day
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT)
    place_key = models.SlugField(max_length=60, blank=True)
    duty = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT)  # attested for this duty
    record = models.ForeignKey(
        Record, null=True, on_delete=models.PROTECT, related_name="fulfilments"
    )
    is_attested = models.BooleanField(default=False)
    words = models.TextField(blank=True)  # what an attested entry says
    link = models.CharField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    late_reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "on"], name="fulfilment_when"),
            models.Index(fields=["record"], name="fulfilment_record"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_attested=False) | (Q(duty__isnull=False) & ~Q(words="")),
                name="attested_entry_says_what",
                violation_error_message="An attested entry names its duty and says what was done.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class RunningClock(models.Model):
    """A deadline that started on a day a person entered. Its due date is stored with the version of
    the rule that gave it; a later change of law moves no old date."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="clocks")
    record = models.ForeignKey(Record, null=True, on_delete=models.PROTECT)
    started_on = models.DateField()
    started_at = models.DateTimeField(null=True)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    rule_version = models.CharField(max_length=60)
    workings = models.TextField()
    stopped_on = models.DateField(null=True)
    late_reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(stopped_on__isnull=True), name="open_clocks"
            )
        ]

    def __str__(self) -> str:
        return f"due {self.due_on}"


class Dispensation(models.Model):
    """A recorded decision that a duty need not be kept for a time, with the reason and by whom."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="dispensations")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.TextField()
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="dispensation_dates_in_order",
                violation_error_message="The last day must not be before the first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"


class Reminder(models.Model):
    """A reminder that was queued: one a duty, an occasion and a recipient, so none goes twice."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT)
    occasion = models.CharField(max_length=60)  # "due-soon 2026-12-31"
    queued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "person", "occasion"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return self.occasion


class Draft(models.Model):
    """A draft of a document that the arrangements speak of, put before a body for approval, and
    what that body said. Its cover sheet and its file stand on the shelf."""

    class Answer(models.TextChoices):
        NONE = "", "Waits"
        AGREED = "agreed", "Agreed"
        NOT = "not-agreed", "Not agreed"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="draft")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    document_key = models.SlugField(max_length=60)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=200)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True)
    words = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by="")
                | (~Q(answer="") & Q(answered_on__isnull=False) & ~Q(answered_by="")),
                name="draft_answered_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.document_key}"
