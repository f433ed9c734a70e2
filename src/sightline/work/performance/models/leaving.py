"""What may leave the partnership, and who was let take it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sightline.registers.partnership.models import Partnership, Seat
from sightline.work.performance.models.figures import Indicator, Release, Series


class Clearance(models.Model):
    """What may leave of one figure that is held closely, as settled when it arrived. A change of
    mind is a further row: the earlier ones say what may have been seen already (R10.2)."""

    class Why(models.TextChoices):
        SHOWN = "shown", "Shown"
        SMALL = "small", "Hidden: the count is small"
        PROTECTS = "protects", "Hidden: a small count could be worked out from it"
        EXPOSED = "exposed", "Hidden, but what was shown before gives it away"
        PART = "part", "Hidden: of a part of a district, which its other parts would give away"
        UNKNOWN = "unknown", "Hidden: nobody knows of how many it is a share"

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="clearances")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    period = models.IntegerField()
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", db_index=False)
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    why = models.CharField(max_length=10, choices=Why.choices)
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(why="shown") | Q(value__isnull=True), name="what_is_hidden_has_no_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.why} at {self.period}"


class Headline(models.Model):
    """An indicator on the public page, with what is shown of it there: written from what may leave
    and from nothing else, since anybody may read it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="headlines")
    words = models.CharField(max_length=500, blank=True)
    shown = models.JSONField(default=dict)
    marked_at = models.DateTimeField()
    marked_by = models.CharField(max_length=200)
    renewed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(ended_at__isnull=True), name="one_live_headline"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="headline_ended_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"headline {self.pk}"


class AccessToken(models.Model):
    """What a program shows to read figures in the sight of one seat; only the hash of its secret is
    kept. It ends when it is ended, or with the seat."""

    class Scope(models.TextChoices):
        OWN = "own", "Figures of our own area"
        ALL = "all", "Figures of our own area and of the others beside it"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=5, choices=Scope.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="access_token_ended_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"
