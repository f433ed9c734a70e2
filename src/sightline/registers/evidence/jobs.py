"""Documents become findable by their words once these have been read."""

from __future__ import annotations

from datetime import datetime

from sightline.foundation.jobs.queue import scheduled
from sightline.registers.evidence import operations


@scheduled("index_documents", cron="* * * * *")
def index_documents(at: datetime) -> None:
    operations.index_documents()
