"""Who waits before whom, why, and how long an offer stands.

The order, most pressing first: need; the agency with fewer places; the office's priority; who asked
first. Nothing else counts, so that each can be told why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sightline.foundation.errors import RuleBroken

HOLD = timedelta(minutes=15)
CONSENT = timedelta(days=5)
NEEDS = {"required": 2, "agreed": 1, "interest": 0}
NEED_WORDS = {
    "required": "the role requires it",
    "agreed": "agreed in supervision",
    "interest": "wishes to learn",
}
RESERVES_ONLY = timedelta(hours=24)


@dataclass(frozen=True)
class Waiting:
    """One who waits: what the rule looks at."""

    key: int
    agency: int
    need: str
    priority: int
    number: int
    is_reserve: bool


@dataclass(frozen=True)
class Ranked:
    """One who waits, in their place: whether the mix holds them back, and the reason in words."""

    key: int
    is_held_back: bool
    reason: str


@dataclass(frozen=True)
class Outcome:
    """Who is offered a place now, and how all others stand, in order."""

    offered: tuple[int, ...]
    waiting: tuple[Ranked, ...]


def settle(
    waiting: Iterable[Waiting],
    *,
    free: int,
    taken_by: Mapping[int, int],
    most: int | None,
    reserves_only: bool = False,
) -> Outcome:
    """Give free places to those who wait, one after the other: each gift changes the mix, so the
    order is worked out again. `most` is the most that one agency may have at present."""
    left, taken = list(waiting), dict(taken_by)
    offered: list[int] = []
    while free > len(offered):
        able = [
            one
            for one in left
            if not _at_most(one, taken, most) and (one.is_reserve or not reserves_only)
        ]
        if not able:
            break
        chosen = min(able, key=lambda one: _order(one, taken))
        left.remove(chosen)
        taken[chosen.agency] = taken.get(chosen.agency, 0) + 1
        offered.append(chosen.key)
    ranked = sorted(left, key=lambda one: (_at_most(one, taken, most), *_order(one, taken)))
    return Outcome(
        tuple(offered),
        tuple(
            Ranked(one.key, _at_most(one, taken, most), _reason(one, taken, most)) for one in ranked
        ),
    )


def offer_stands(now: datetime, starts: datetime) -> timedelta:
    """How long somebody has to answer an offer: three days, less as the event comes near."""
    left = starts - now
    if left > timedelta(days=14):
        return timedelta(days=3)
    if left > timedelta(days=3):
        return timedelta(days=1)
    if left > RESERVES_ONLY:
        return timedelta(hours=4)
    return timedelta(hours=1)


def reserves_only(now: datetime, starts: datetime) -> bool:
    """Within a day of the start only those who said they come at short notice are asked."""
    return starts - now <= RESERVES_ONLY


def most_for_one(now: datetime, starts: datetime, most: int | None, until_days: int) -> int | None:
    """The most places one agency may have now; none once the limit has ended."""
    return None if most is None or now >= starts - timedelta(days=until_days) else most


def check_bookable(*, state: str, now: datetime, closes: datetime) -> None:
    """Raise where an event takes no bookings."""
    if state == "cancelled":
        raise RuleBroken("This event has been cancelled.")
    if state != "open":
        raise RuleBroken("This event does not take bookings.")
    if now >= closes:
        raise RuleBroken("Booking for this event has closed.")


def _order(one: Waiting, taken: Mapping[int, int]) -> tuple[int, int, int, int]:
    return (-NEEDS[one.need], taken.get(one.agency, 0), -one.priority, one.number)


def _at_most(one: Waiting, taken: Mapping[int, int], most: int | None) -> bool:
    return most is not None and taken.get(one.agency, 0) >= most


def _reason(one: Waiting, taken: Mapping[int, int], most: int | None) -> str:
    held = taken.get(one.agency, 0)
    if _at_most(one, taken, most):
        return f"The agency has its {most} places; further ones go to others for now"
    parts = [NEED_WORDS[one.need], f"the agency has {held} place{'' if held == 1 else 's'}"]
    if one.priority:
        parts.append(
            "given priority by the office" if one.priority > 0 else "put back by the office"
        )
    parts.append(f"asked as number {one.number}")
    return ", ".join(parts).capitalize()
