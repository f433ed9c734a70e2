"""Feeds end with the last seat of their person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.diary import operations
from sightline.foundation.jobs.queue import scheduled


@scheduled("end_feeds_of_leavers", cron="20 3 * * *")
def end_feeds_of_leavers(at: datetime) -> None:
    operations.end_feeds_of_leavers(now=timezone.now())
