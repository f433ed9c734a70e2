"""What evaluation may say: the same questions asked of the same person at each stage, and the
change between two stages with its uncertainty (R8.4)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import atan, cos, pi, sin, sqrt
from typing import Literal

from sightline.foundation.calendar import add_months
from sightline.foundation.errors import RuleBroken
from sightline.foundation.small_numbers import DisclosureClass, Sum, Table, protect

STAFF = DisclosureClass("staff", "Members of staff counted: 1 to 5 are hidden", 6)
"""Of figures that tell who answered. Fewer pairs than its threshold are not shown at all."""

LOWEST, HIGHEST = 1, 5
SCALE = ((1, "1: not at all"), (2, "2"), (3, "3: partly"), (4, "4"), (5, "5: fully"))
MOST_ITEMS = 12

EXAMPLE_ITEMS = (
    "Recognising the signs that this course is about",
    "Knowing what to do about them, and whom to tell on the same day",
    "Putting into words what daily life is like for the child",
    "Challenging a colleague of another agency where that is needed",
    "Finding the local procedure, and somebody to ask",
)
"""What an example asks: an office starts from it and makes it its own."""

LATER = {
    "6-weeks": "6 weeks after the event",
    "8-weeks": "8 weeks after the event",
    "3-months": "3 months after the event",
    "6-months": "6 months after the event",
}
"""When the third stage is asked; a course that says nothing else asks after three months."""
DEFAULT_LATER = "3-months"

BEFORE_OPENS = timedelta(days=28)  # so long before an event the first stage is asked
AFTER_CLOSES = timedelta(days=28)
LATER_CLOSES = timedelta(days=42)
REMINDED = timedelta(days=7)  # after the question, once

Pair = Literal["after", "later", "manager"]
PAIRS: dict[Pair, str] = {
    "after": "Before the event, and straight after",
    "later": "Before the event, and later",
    "manager": "The person's own later answer, and their manager's",
}


def later_on(attended: date, interval: str) -> date:
    """The day on which the third stage is asked of who attended on a day."""
    number, _, unit = interval.partition("-")
    if unit == "weeks":
        return attended + timedelta(weeks=int(number))
    return add_months(attended, int(number))


def check_items(items: Iterable[str]) -> list[str]:
    """The items of a course, tidied; raise where there are too many or one stands twice."""
    kept = [" ".join(one.split()) for one in items if one.strip()]
    if len(kept) > MOST_ITEMS:
        raise RuleBroken(f"Ask at most {MOST_ITEMS} things: people must be able to finish.",
                         field="items")  # fmt: skip
    if any(len(one) > 300 for one in kept):
        raise RuleBroken("Each line must be 300 characters or less.", field="items")
    twice = {one for one in kept if kept.count(one) > 1}
    if twice:
        raise RuleBroken(f"“{min(twice)}” stands there twice.", field="items")
    return kept


@dataclass(frozen=True)
class Change:
    """The mean change of so many pairs, and the interval that holds the true one 95 times in 100,
    were the course given to many such groups; none for a single pair, nor where all moved alike."""

    n: int
    mean: float
    low: float | None
    high: float | None


def paired(n: int, total: int, squares: int) -> Change | None:
    """The paired t interval from the number of pairs, the sum of their differences and the sum of
    the squares of these: mean ± t(n-1) · s / √n. None where there are no pairs."""
    if n == 0:
        return None
    mean = total / n
    if n == 1:
        return Change(n, mean, None, None)
    if squares * n == total * total:  # all alike: how far others would differ is not told
        return Change(n, mean, None, None)
    variance = (squares - total * total / n) / (n - 1)
    reach = t_within(n - 1) * sqrt(variance / n)
    most = float(HIGHEST - LOWEST)  # no two answers are further apart
    return Change(n, mean, max(-most, mean - reach), min(most, mean + reach))


ALL = ("all", "groups")


def groups_shown(pairs: Mapping[str, int]) -> list[str]:
    """Of groups with so many pairs each, those whose figures may be shown beside that of all, which
    is known where it is no small number itself. None at all where the rest could be worked out."""
    total = sum(pairs.values())
    counts: dict[Hashable, int] = {ALL: total}
    counts.update(pairs.items())
    table = Table(
        counts,
        [Sum(ALL, tuple(pairs))],
        shown_before=frozenset() if STAFF.is_small(total) else frozenset({ALL}),
    )
    released = protect(table, STAFF)
    if released.exposed:
        return []
    return [name for name in pairs if released.values[name] is not None]


def t_within(freedom: int, share: float = 0.95) -> float:
    """How far Student's t lies from nought at most, in this share of cases: the function below,
    turned round by halving. Exact to nine places; 2.262 for nine degrees of freedom."""
    low, high = 0.0, 1000.0
    for _ in range(80):
        middle = (low + high) / 2
        if _share_within(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return high


def _share_within(t: float, freedom: int) -> float:
    """The probability that Student's t of a whole number of degrees of freedom lies within ±t, by
    the finite series of Abramowitz and Stegun, 26.7.3 (odd) and 26.7.4 (even)."""
    angle = atan(t / sqrt(freedom))
    is_odd = freedom % 2 == 1
    term = cos(angle) if is_odd else 1.0
    added = 0.0
    for number in range(2 if is_odd else 1, freedom, 2):
        added += term
        term *= cos(angle) ** 2 * number / (number + 1)
    if is_odd:
        return 2 / pi * (angle + sin(angle) * added)
    return sin(angle) * added


def in_words(change: Change, pair: Pair) -> str:
    """What the answers show, and no more than that."""
    if change.low is None or change.high is None:
        return (
            "All differ alike: no interval can be told"
            if change.n > 1
            else "One pair shows nothing"
        )
    if change.low <= 0 <= change.high:
        if pair == "manager":
            return "No difference between the two can be told"
        return "No change can be told from chance"
    if pair == "manager":
        return "Managers rate higher" if change.mean > 0 else "Managers rate lower"
    return "Rated higher than before" if change.mean > 0 else "Rated lower than before"
