"""The rapid review: who was asked, each agency in a space of its own, and what was made of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Agency, Partnership, Seat
from sightline.registers.records.models import Record
from sightline.work.reviews.models.cases import Incident
from sightline.work.reviews.rules.rapid_review import PURPOSES, SEEN, THEMES


class RapidReview(models.Model):
    """A rapid review, which begins with the notification (R6.2). It stands behind a record of its
    own: the panel sees it without the notification. Both days stay as they were reckoned."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="rapid_review")
    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="review")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    notified_on = models.DateField()
    aware_on = models.DateField()
    due_on = models.DateField()
    aware_due_on = models.DateField()
    is_provisional = models.BooleanField()
    workings = models.TextField()
    rule_version = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)

    has_attested: bool  # these three are said by the query of one review, for whoever asks
    has_attested_to_case: bool
    case: str | None

    def __str__(self) -> str:
        return f"rapid review {self.pk}"


class AgencyRequest(models.Model):
    """That an agency was asked, in a space of its own, what it knew. No other agency sees it."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="agency_request")
    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="requests")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    due_on = models.DateField()
    workings = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "agency"], name="agency_asked_once"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class AgencyAuthor(models.Model):
    """Who writes for an agency in one case."""

    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="authors")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "person"], name="author_once"),
        ]

    def __str__(self) -> str:
        return f"author {self.pk}"


class RequestExtension(models.Model):
    """More time for an agency, and why."""

    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="extensions")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField()
    reason = models.CharField(max_length=500)
    extended_at = models.DateTimeField()
    extended_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"until {self.until_on}"


class AgencySummary(models.Model):
    """What an agency knew and makes of it. A draft is its authors' alone; submitted it is sealed,
    and the caseworker's; released it is the panel's, which sees `review_record`."""

    request = models.OneToOneField(
        AgencyRequest, on_delete=models.PROTECT, primary_key=True, related_name="summary"
    )
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    review_record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    known = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    immediate = models.TextField(blank=True)
    is_nil = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=200, blank=True)
    # of each event in order of time, its day and its kind; set by the database when it is submitted
    days = ArrayField(models.DateField(), null=True)
    kinds = ArrayField(models.CharField(max_length=10), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by="", seal="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="") & ~Q(seal="")),
                name="summary_submitted_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by="")
                | (Q(released_at__isnull=False, submitted_at__isnull=False) & ~Q(released_by="")),
                name="summary_released_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, days__isnull=True, kinds__isnull=True)
                | Q(submitted_at__isnull=False, days__isnull=False, kinds__isnull=False),
                name="summary_keeps_its_days",
            ),
        ]

    def __str__(self) -> str:
        return f"summary {self.pk}"


class ChronologyEvent(models.Model):
    """One event as an agency tells it; seen as its summary is."""

    summary = models.ForeignKey(AgencySummary, on_delete=models.PROTECT, related_name="events")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    about_when = models.CharField(max_length=60, blank=True)
    what = models.TextField()
    response = models.TextField(blank=True)
    theme = models.CharField(max_length=10, choices=list(THEMES.items()))
    child_seen = models.CharField(max_length=10, choices=list(SEEN.items()))
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="")
                | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                name="event_removed_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["summary", "happened_on"], name="event_of_summary")]

    def __str__(self) -> str:
        return f"event {self.pk}"


class PurposeAnswer(models.Model):
    """What the panel answers to one of the four purposes. A later answer replaces an earlier."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="answers")
    purpose = models.CharField(max_length=20, choices=list(PURPOSES.items()))
    words = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.purpose
