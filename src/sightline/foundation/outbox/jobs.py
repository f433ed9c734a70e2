"""Messages are sent as they are queued; the timetable sends those that had to wait."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import job, scheduled
from sightline.foundation.outbox import operations


@job("send_message")
def send_message(number: str) -> None:
    operations.send(now=timezone.now(), number=number)


@job("retry_message")
def retry_message(number: str) -> None:
    operations.retry_failed(number=number, now=timezone.now())


@scheduled("send_queued_messages", cron="* * * * *")
def send_queued_messages(at: datetime) -> None:
    now = timezone.now()
    operations.give_up_unknown(now=now)
    operations.send(now=now)
