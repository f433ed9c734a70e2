"""What an agenda is: its numbers, its times, and what a body begins with. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, Protocol, TypeVar

from sightline.foundation.errors import RuleBroken

LONGEST = 480
"""Minutes that one item may take: a working day."""


@dataclass(frozen=True)
class Standing:
    """A line of the template that a body begins with; the office changes it as it likes."""

    title: str
    purpose: str
    takes: int
    origin: str = "standing"


FIRST = (
    Standing("Welcome, introductions and apologies", "note", 5),
    Standing("Declarations of interest", "note", 5),
    Standing("Minutes of the last meeting", "decide", 5, "last-minutes"),
    Standing("Matters arising", "discuss", 10, "arising"),
)
"""What opens every meeting."""

LAST = (
    Standing("Any other business", "discuss", 5),
    Standing("What have we decided, and what difference will it make?", "discuss", 5),
)
"""What closes every meeting."""

CARRIED_WITHIN = timedelta(days=400)
"""An item carried from longer ago is not taken up by itself."""

OVERDUE_ACTIONS = "Actions that are overdue"
FILLED_AHEAD = timedelta(days=60)
"""So long before its day an agenda is filled by itself."""


class Timed(Protocol):
    """Something that takes minutes."""

    @property
    def takes(self) -> int: ...


Item = TypeVar("Item", bound=Timed)


@dataclass(frozen=True)
class Numbered(Generic[Item]):
    """An item with its number and the time it begins at (`None` where the meeting has none)."""

    number: int
    starts_at: time | None
    item: Item


def numbered(items: Iterable[Item], starts_at: time | None) -> list[Numbered[Item]]:
    """Number the items that somebody sees from 1 and add up their times."""
    moment = datetime.combine(date(2000, 1, 1), starts_at) if starts_at else None
    found = []
    for number, item in enumerate(items, 1):
        found.append(Numbered(number, moment.time() if moment else None, item))
        moment = moment + timedelta(minutes=item.takes) if moment else None
    return found


def adds_up(takes: Iterable[int], starts_at: time | None, ends_at: time | None) -> str:
    """How the items fill the meeting, in words; empty where the meeting has no times."""
    total = sum(takes)
    if starts_at is None or ends_at is None:
        return f"The items take {total} minutes." if total else ""
    has = (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
    if total > has:
        over = total - has
        return f"The items take {total} minutes: {over} more than the meeting has ({has})."
    return f"The items take {total} of the meeting's {has} minutes."


def check_item(*, title: str, takes: int) -> None:
    """Refuse an item without a title or of an impossible length."""
    if len(title.strip()) < 3:
        raise RuleBroken("Give the item a title.", field="title")
    if not 0 <= takes <= LONGEST:
        raise RuleBroken(f"An item takes between 0 and {LONGEST} minutes.", field="takes")


def check_open(state: str) -> None:
    """Refuse a change to the agenda of a meeting that was cancelled or is over."""
    if state == "cancelled":
        raise RuleBroken("This meeting was cancelled: its agenda cannot change.")
    if state == "held":
        raise RuleBroken("This meeting was held. Reopen its record to change the agenda.")


def check_reason(reason: str, words: str) -> None:
    """Refuse a change without its reason."""
    if len(reason.strip()) < 5:
        raise RuleBroken(words, field="reason")


def in_new_order(places: Sequence[tuple[int, int]], wanted: dict[int, int]) -> dict[int, int]:
    """New positions for items, given (id, position) in their order and the number wanted for each:
    the positions held so far are dealt out again, so that what the person does not see stays
    where it is."""
    order = sorted(
        range(len(places)), key=lambda at: (wanted.get(places[at][0], at + 1), _moved(at, places,
                                                                                      wanted), at)
    )  # fmt: skip
    dealt: dict[int, int] = {}
    last = -1
    for (_, position), at in zip(places, order, strict=True):
        last = max(position, last + 1)
        dealt[places[at][0]] = last
    return dealt


def _moved(at: int, places: Sequence[tuple[int, int]], wanted: dict[int, int]) -> int:
    """Where two ask for one number, the one that moved up to it comes first, and the one that
    moved down to it last."""
    number = wanted.get(places[at][0], at + 1)
    return (number > at + 1) - (number < at + 1)
