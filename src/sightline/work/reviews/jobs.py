"""What the worker does for reviews: the safety check, for which it alone knows everybody, and
reminders of days, which are everybody’s."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import job, scheduled
from sightline.registers.partnership.models import Partnership
from sightline.work.reviews.operations import reminding, safety
from sightline.work.reviews.queries import publishing


@job("check_safety")
def check_safety(number: int) -> None:
    """Check one file or text that is to be published."""
    safety.check_safety(number=number, now=timezone.now())


@scheduled("check_waiting_safety", cron="*/10 * * * *")
def check_waiting_safety(at: datetime) -> None:
    """Check what still waits, as a file does that the scanner has let through since."""
    for number in publishing.waiting_for_a_check():
        safety.check_safety(number=number, now=at)


@scheduled("remind_of_days_of_reviews", cron="20 5 * * *")
def remind_of_days_of_reviews(at: datetime) -> None:
    """Every morning: who runs a review, before its day and once it has passed."""
    for partnership in Partnership.objects.order_by("pk"):
        reminding.remind_of_days(partnership=partnership, today=timezone.localdate(at), now=at)
