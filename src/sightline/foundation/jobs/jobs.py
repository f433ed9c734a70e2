"""The queue looks after itself."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs import operations
from sightline.foundation.jobs.queue import scheduled


@scheduled("rescue_stalled_jobs", cron="* * * * *")
def rescue_stalled_jobs(at: datetime) -> None:
    operations.rescue_stalled_jobs(now=timezone.now())


@scheduled("forget_failures_of_finished_jobs", cron="15 3 * * *")
def forget_failures_of_finished_jobs(at: datetime) -> None:
    operations.forget_failures_of_finished_jobs()
