"""What the worker does for documents."""

from __future__ import annotations

from sightline.foundation.jobs.queue import job
from sightline.registers.evidence.operations import index_words


class WordsNotReadYet(Exception):
    """The file's words are read by another job; this one tries again later."""


@job("index_document")
def index_document(number: int) -> None:
    """Put the words of a document into the index for search."""
    if not index_words(number=number):
        raise WordsNotReadYet
