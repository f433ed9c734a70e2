"""What one line of time made of many agencies shows: the same event told twice, stretches without
any event, and agencies that were silent while others were not (R6.2). Pure Python."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

DAYS = (30, 60, 90, 180)
"""How long a stretch without events may be asked to be. No source says how long is long."""
USUAL = 60
NEAR = timedelta(days=1)
LEAST_WORDS, LONG_WORD, PROPOSED = 2, 5, 50


@dataclass(frozen=True)
class Told:
    """One event as far as it is compared: whose it is, its day, its kind and its words."""

    number: int
    agency: str
    on: date
    theme: str
    words: str = ""


@dataclass(frozen=True)
class Stretch:
    """Days between two events, not counting either, in which an agency, or anybody where none is
    named, tells nothing; and how many events others tell in it."""

    after: date
    before: date
    agency: str = ""
    others: int = 0

    @property
    def days(self) -> int:
        return (self.before - self.after).days - 1


def gaps(days: Iterable[date], least: int) -> list[Stretch]:
    """Stretches of this many days or more without an event of anybody."""
    line = sorted(set(days))
    found = [Stretch(one, other) for one, other in pairwise(line)]
    return [one for one in found if one.days >= least]


def silences(told: Mapping[str, Sequence[date]], least: int) -> list[Stretch]:
    """Stretches of this many days or more, within the line of all, in which one agency tells
    nothing and another does, by the days of each agency's events in order. The line begins the day
    before its first event and ends the day after its last; an agency that tells nothing at all is
    silent throughout."""
    line = sorted(day for days in told.values() for day in days)
    if not line:
        return []
    begins, ends = line[0] - NEAR, line[-1] + NEAR
    found = []
    for agency in sorted(told):
        for after, before in pairwise([begins, *told[agency], ends]):
            if (before - after).days - 1 < least:
                continue
            # none of its own stand between the two
            others = bisect_left(line, before) - bisect_right(line, after)
            if others:
                found.append(Stretch(after, before, agency, others))
    return sorted(found, key=lambda one: (one.after, one.agency))


@dataclass(frozen=True)
class Window:
    """Where the events of one page of a line stand: between two days, both counted, from the place
    within the first of them, this many."""

    first: date
    last: date
    skip: int
    size: int


def window(days: Sequence[date], start: int, size: int) -> Window | None:
    """The window of a page, by the days of every event in order; none where the page is empty."""
    shown = days[start : start + size]
    if not shown:
        return None
    return Window(shown[0], shown[-1], start - bisect_left(days, shown[0]), len(shown))


def proposals(told: Iterable[Told], judged: Set[tuple[int, int]]) -> list[tuple[Told, Told]]:
    """Events of two agencies, at most a day apart and not judged yet, that may be the same: they
    share two words of five letters or more, or the day and a kind that says something. Those that
    share most words come first, at most fifty."""
    line = sorted(told, key=lambda one: (one.on, one.number))
    held = [words_of(one.words) for one in line]
    found: list[tuple[int, int, Told, Told]] = []
    for at, one in enumerate(line):
        for then in range(at + 1, len(line)):
            other = line[then]
            if other.on - one.on > NEAR:
                break
            key = (min(one.number, other.number), max(one.number, other.number))
            if other.agency == one.agency or key in judged:
                continue
            shared = len(held[at] & held[then])
            is_alike = one.on == other.on and one.theme == other.theme != "other"
            if shared >= LEAST_WORDS or is_alike:
                found.append((-shared, at, one, other))
    found.sort(key=lambda each: each[:2])
    return [(one, other) for _, _, one, other in found[:PROPOSED]]


def words_of(text: str) -> frozenset[str]:
    """The words by which two accounts are compared."""
    return frozenset(
        word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= LONG_WORD
    )


def check_judgement(*, is_same: bool, difference: str, are_of_two_agencies: bool) -> None:
    """Refuse two events of one agency, and a difference that is not told."""
    if not are_of_two_agencies:
        raise RuleBroken("Choose events of two agencies.")
    if is_same:
        check_told(difference, "difference", "Say how the two accounts differ, or that they agree",
                   least=5)  # fmt: skip


def with_names(words: str, called: Mapping[str, str]) -> str:
    """The words with the name of each person beside what they are called in the case."""
    if not called:
        return words
    labels = "|".join(re.escape(one) for one in sorted(called, key=len, reverse=True))
    return re.sub(rf"\b(?:{labels})\b", lambda it: f"{it[0]} ({called[it[0]]})", words)
