"""The classes of columns and the rules of keeping.

Four classes: *public* may be printed; *internal* is the partnership's own business; *personal*
tells of a person who can be named; *special* may tell of health, belief, race, sex life or crime
(UK GDPR articles 9 and 10). A free text counts as the most sensitive thing people may write in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

CLASSES = ("public", "internal", "personal", "special")


class Kept(StrEnum):
    """How long rows are kept. Nothing of the partnership's work is removed by the software alone;
    periods are those a partnership must confirm in its own retention schedule (decision 019)."""

    AS_ARRANGEMENTS = (
        "as long as the partnership exists: what was promised, from when to when, stays readable"
    )
    AS_WORK = (
        "as the class of its record: 30 years after the last change of anything in it (as the "
        "retention schedules of safeguarding partnerships print; to be confirmed, and set by the "
        "partnership on the page Retention), then destroyed only when two people agreed"
    )
    AS_CERTIFICATE = "for ever: it tells that something was destroyed, and no word of it"
    AS_ACCOUNT = "as long as a seat, a document or a line of the trail names the person"
    AS_SIGN_IN = "until the worker clears what has ended or run out"
    AS_TRAIL = "as long as the records it tells of; no role of the database can remove a line"
    AS_DRAFT = "30 days after it was last saved; until the form is sent or the last seat ends"
    AS_MACHINERY = "as long as the software needs it; it says nothing about anybody's work"


@dataclass(frozen=True)
class Table:
    """One model and the class of each of its columns, named and separated by spaces."""

    model: str
    kept: Kept
    public: str = ""
    internal: str = ""
    personal: str = ""
    special: str = ""

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each column with its class."""
        for name in CLASSES:
            for column in getattr(self, name).split():
                yield column, name
