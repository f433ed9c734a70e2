"""What was done to a record: the newest lines on its own page, all of them on another."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.foundation.trail.queries import ALL, FIFTY, FIRST, Told, told
from sightline.registers.records.models import Marking, Record

OPEN = (Marking.PUBLIC, Marking.INTERNAL)
SHOWN = 5


@dataclass(frozen=True)
class History:
    """The newest lines, and whether there is a page with more of them."""

    lines: list[Told]
    more: bool


def history_of(record: Record) -> History:
    """The newest five lines of a record already seen. A record that is more than OFFICIAL is read
    in one place, where reading it is noted: its page tells fifty, and there is no other."""
    about = (record.partnership_id, record.reference)
    if record.marking not in OPEN:
        return History(told(*about, of=FIFTY), more=False)
    lines = told(*about, of=FIRST)
    return History(lines[:SHOWN], more=len(lines) > SHOWN)


def whole_history_of(record: Record) -> list[Told]:
    """All that was done to a record already seen (the newest thousand), for a page of its own."""
    return told(record.partnership_id, record.reference, of=ALL)
