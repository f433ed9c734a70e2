"""What the register of actions does by itself: remind, and tell what the week brings."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import scheduled
from sightline.registers.actions import operations
from sightline.registers.partnership.models import Partnership


@scheduled("remind_of_actions", cron="40 5 * * *")
def remind_of_actions(at: datetime) -> None:
    """Every morning: owners before an action is due, owners and chairs when it is overdue."""
    for partnership in Partnership.objects.order_by("pk"):
        operations.remind_of_actions(partnership=partnership, today=timezone.localdate(at), now=at)


@scheduled("digest_of_actions", cron="10 6 * * 1")
def digest_of_actions(at: datetime) -> None:
    """On Mondays: each owner learns how many of their actions wait."""
    for partnership in Partnership.objects.order_by("pk"):
        operations.send_digests(partnership=partnership, today=timezone.localdate(at), now=at)
