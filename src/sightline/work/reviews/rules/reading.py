"""Reading of cases that somebody should ask about (security 4). Pure Python.

Three plain signs, none of which proves anything: many different cases within an hour, reading at
night, and opening a case without ever having said why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MANY = 5
WITHIN = timedelta(hours=1)
NIGHT_BEGINS, NIGHT_ENDS = 22, 6
SIGNS = {
    "many": f"Opened more than {MANY} cases within an hour",
    "night": f"Read between {NIGHT_BEGINS}:00 and 0{NIGHT_ENDS}:00",
    "no-reason": "Opened it and never said why",
}


@dataclass(frozen=True)
class Opened:
    """One opening of a record of a case, at a moment of the clock on the wall."""

    person: int
    name: str
    reference: str
    at: datetime


@dataclass(frozen=True)
class Sign:
    """Why somebody's reading should be asked about, and of which records, since when."""

    person: int
    name: str
    sign: str
    references: tuple[str, ...]
    at: datetime


def unusual(opened: Iterable[Opened]) -> list[Sign]:
    """The signs among these openings, the newest first: one for each person, sign and day."""
    by_person: dict[int, list[Opened]] = defaultdict(list)
    for one in sorted(opened, key=lambda each: each.at):
        by_person[one.person].append(one)
    found = [sign for lines in by_person.values() for sign in (*_many(lines), *_at_night(lines))]
    return sorted(found, key=lambda one: one.at, reverse=True)


def is_night(at: datetime) -> bool:
    """Whether it is night on the wall."""
    return at.hour >= NIGHT_BEGINS or at.hour < NIGHT_ENDS


def _many(lines: list[Opened]) -> list[Sign]:
    cases = [one for one in lines if one.reference.startswith("CAS-")]
    days: dict[object, Sign] = {}
    first = 0
    for last, one in enumerate(cases):
        while one.at - cases[first].at >= WITHIN:
            first += 1
        held = sorted({each.reference for each in cases[first : last + 1]})
        day = one.at.date()
        if len(held) > MANY and (day not in days or len(held) > len(days[day].references)):
            days[day] = Sign(one.person, one.name, "many", tuple(held), one.at)
    return list(days.values())


def _at_night(lines: list[Opened]) -> list[Sign]:
    nights: dict[object, list[Opened]] = defaultdict(list)
    for one in lines:
        if is_night(one.at):  # the hours after midnight belong to the evening before
            nights[(one.at - timedelta(hours=NIGHT_ENDS)).date()].append(one)
    return [
        Sign(held[0].person, held[0].name, "night",
             tuple(sorted({one.reference for one in held})), held[-1].at)
        for held in nights.values()
    ]  # fmt: skip
