"""What the register does by itself: remind before something is due, and tell when it is overdue."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import scheduled
from sightline.registers.duties import operations
from sightline.registers.partnership.models import Partnership


@scheduled("remind_of_duties", cron="30 5 * * *")
def remind_of_duties(at: datetime) -> None:
    """Every morning: reminders to owners before due, to chairs when overdue; nothing twice."""
    for partnership in Partnership.objects.order_by("pk"):
        operations.remind(partnership=partnership, today=timezone.localdate(at), now=at)


@scheduled("digest_of_duties", cron="0 6 * * 1")
def digest_of_duties(at: datetime) -> None:
    """On Mondays: the business manager learns how many duties wait."""
    for partnership in Partnership.objects.order_by("pk"):
        operations.send_digest(partnership=partnership, today=timezone.localdate(at), now=at)
