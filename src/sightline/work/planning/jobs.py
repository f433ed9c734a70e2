"""What the timetable does for planning: reviews of risks are not forgotten."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import scheduled
from sightline.registers.partnership.models import Partnership
from sightline.work.planning import operations


@scheduled("remind_of_risks", cron="50 5 * * *")
def remind_of_risks(at: datetime) -> None:
    """Every morning: owners before a review is due, owners and chairs when it is overdue."""
    for partnership in Partnership.objects.order_by("pk"):
        operations.remind_of_reviews(partnership=partnership, today=timezone.localdate(at), now=at)
