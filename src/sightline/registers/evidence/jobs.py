"""What the worker does for documents."""

from __future__ import annotations

from datetime import datetime

from sightline.foundation.jobs.queue import job, scheduled
from sightline.registers.evidence.operations import index_words
from sightline.registers.evidence.queries import waiting_for_words


@job("index_document")
def index_document(number: int) -> None:
    """Put the words of a document into the index; where they are not read yet, the sweep will."""
    index_words(number=number)


@scheduled("index_waiting_documents", cron="*/10 * * * *")
def index_waiting_documents(at: datetime) -> None:
    """Index documents whose words were read since they were filed, however long a scan took."""
    for number in waiting_for_words():
        index_words(number=number)
