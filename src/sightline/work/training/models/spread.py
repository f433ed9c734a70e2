"""Learning made known: what was written, who was reached, and what they said (R8.5)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership
from sightline.registers.records.models import Record


class Briefing(models.Model):
    """One piece of learning: a seven-minute briefing, an event, a post, a page or a reading. The
    recommendations it makes known are linked with its record."""

    class Kind(models.TextChoices):
        BRIEFING = "briefing", "Seven-minute briefing"
        EVENT = "event", "Event"
        POST = "post", "Post on social media"
        PAGE = "page", "Page of a website"
        READING = "reading", "Reading"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="briefing")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=300)  # in words: whom it is for
    words = models.TextField(blank=True)
    address = models.URLField(max_length=500, blank=True)
    sections = ArrayField(models.TextField(blank=True), default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    issued_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-id"], name="briefing_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", issued_on__isnull=True)
                | Q(state="issued", issued_on__isnull=False),
                name="briefing_issued_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title


class BriefingReach(models.Model):
    """That it was made known: by what channel, on which day, to whom, how many, what they said."""

    class Channel(models.TextChoices):
        TRAINING = "training", "Training"
        CONFERENCE = "conference", "Conference"
        SOCIAL = "social", "Social media"
        WEBSITE = "website", "Website"
        READING = "reading", "Reading materials"

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="reaches")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    happened_on = models.DateField()
    to_whom = models.CharField(max_length=300)
    reached = models.PositiveIntegerField(null=True)
    said = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.channel} on {self.happened_on}"


class BriefingReceipt(models.Model):
    """That a member has read it, and what they say to it."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="receipts")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    said = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "person"],
                name="receipt_once",
                violation_error_message="You have confirmed this already.",
            )
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}"
