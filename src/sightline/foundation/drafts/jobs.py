"""Drafts end: by age, and with the last seat of their person."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.drafts import operations
from sightline.foundation.jobs.queue import scheduled


@scheduled("clear_drafts", cron="40 3 * * *")
def clear_drafts(at: datetime) -> None:
    operations.clear_drafts(now=timezone.now())
