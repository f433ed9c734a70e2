"""Messages that wait, were sent, failed or were withdrawn."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One message to one recipient. Its number is also its Message-ID, the same at every attempt.

    The web process may add messages and nothing else: it cannot read who was told what.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        WITHDRAWN = "withdrawn", "Withdrawn: the recipient may no longer receive it"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    notice = models.CharField(max_length=60)
    # the worker puts these into the notice's own words: a row added cannot word a mail
    facts = models.JSONField(default=dict)
    to_person_id = models.BigIntegerField(null=True)
    to_email = models.EmailField(blank=True)
    about = models.CharField(max_length=60, blank=True)  # reference of a record, as text
    key = models.CharField(max_length=200, unique=True)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, db_default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, db_default="")  # a code, never a server's words

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_person_id__isnull=False, to_email="")
                | (Q(to_person_id__isnull=True) & ~Q(to_email="")),
                name="message_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(about="") | Q(to_person_id__isnull=False),
                name="message_about_a_record_is_to_a_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=["queued", "sending"]),
                name="message_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.id}"
