"""What the worker does for accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sightline.foundation.accounts import sessions
from sightline.foundation.jobs.queue import scheduled

KEPT = timedelta(days=30)


@scheduled("clear_sessions", cron="15 3 * * *")
def clear_sessions(at: datetime) -> None:
    """Every night: remove sessions that ended more than thirty days ago."""
    sessions.clear(at - KEPT)
