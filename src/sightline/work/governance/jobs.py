"""Who is invited to coming meetings follows who holds a seat."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import scheduled
from sightline.registers.partnership.models import Partnership
from sightline.work.governance import operations


@scheduled("invitations_follow_seats", cron="10 * * * *")
def invitations_follow_seats(at: datetime) -> None:
    now = timezone.now()
    for partnership in Partnership.objects.all():
        operations.follow_seats(partnership=partnership, today=timezone.localdate(now), now=now)
