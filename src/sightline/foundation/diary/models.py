"""What happens when, who is invited to it, and who subscribes to a feed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Occasion(models.Model):
    """Something that happens on a day: a meeting, a session of a course. `about` is the reference
    of its record: who sees the record may know of it. `key` is the caller's own name for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    partnership_id = models.BigIntegerField()
    about = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=400)
    falls_on = models.DateField()
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    place = models.CharField(max_length=400, blank=True)
    link = models.CharField(max_length=300)
    is_cancelled = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership_id", "key"], name="occasion_key"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="occasion_ends_after_start",
                violation_error_message="It must end after it starts.",
            ),
        ]
        indexes = [models.Index(fields=["falls_on"], name="occasion_when")]

    def __str__(self) -> str:
        return self.key


class Invitee(models.Model):
    """One person invited to one occasion. `sequence` is that of the last word sent to them."""

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="invitees")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="occasions"
    )
    is_optional = models.BooleanField(default=False)
    is_withdrawn = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occasion", "person"], name="invited_once")]
        indexes = [models.Index(fields=["person"], name="invitee_person")]

    def __str__(self) -> str:
        return f"invitee {self.pk}"


class Feed(models.Model):
    """A private address from which a calendar program fetches a person's occasions. Only the hash
    of its secret is kept; the address is shown once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feeds"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_live_feed"
            )
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"
