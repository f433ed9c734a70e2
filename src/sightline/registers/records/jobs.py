"""What the worker does about emergency access: it tells who must know, and reminds once."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sightline.foundation.jobs.queue import job, scheduled
from sightline.registers.records import operations


@job("tell_of_emergency_access")
def tell_of_emergency_access(number: int) -> None:
    """Tell the owner of the record and the data protection officer, as soon as it happened."""
    operations.tell_of_emergency_access(number=number, now=timezone.now())


@scheduled("remind_of_emergency_access", cron="50 5 * * *")
def remind_of_emergency_access(at: datetime) -> None:
    """Every morning: emergency accesses whose review is late, each once."""
    operations.remind_of_emergency_access(today=timezone.localdate(at), now=at)
