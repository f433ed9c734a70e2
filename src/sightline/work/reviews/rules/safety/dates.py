"""Days as people write them, found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")  # fmt: skip
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINALS = _ORDINALS.split()
MONTH = "|".join(f"{one}|{one[:3]}\\.?" for one in MONTHS) + "|sept\\.?"
DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?|" + "|".join(
    sorted((one.replace("-", "[- ]") for one in ORDINALS), key=len, reverse=True)
)
YEAR = r"(?:\d{4}|'?\d{2})"
NAMED = re.compile(
    rf"\b(?P<day>{DAY})(?:\s+day)?[\s\-./]*(?:of\s+)?(?P<month>{MONTH})(?![a-z])"
    rf"(?:[\s\-./,]*(?P<year>{YEAR})\b)?",
    re.IGNORECASE,
)
NAMED_FIRST = re.compile(
    rf"\b(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})\b(?!\s*(?:years?|months?|weeks?|%|per))"
    rf"(?:[\s,]+(?P<year>{YEAR})\b)?",
    re.IGNORECASE,
)
FIGURES = re.compile(
    r"(?<![\d.,/-])(?P<a>\d{1,2})\s?(?P<by>[./\-\s])\s?(?P<b>\d{1,2})\s?(?P=by)\s?(?P<c>\d{4}|\d{2})"
    r"(?![\d/-])"
)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})(?!\d)")
RUN = re.compile(r"(?<!\d)(\d{8})(?!\d)")


@dataclass(frozen=True)
class Written:
    """A day as it was written: which days it may mean (with the year 0 where none is given), and
    where it stands."""

    start: int
    end: int
    means: frozenset[tuple[int, int, int]]
    usual: tuple[int, int, int]
    """As people here read it: the day before the month."""

    def tells(self, day: date) -> bool:
        """Whether it means this day, or its day and month where no year is written."""
        return bool(self.means & {(day.year, day.month, day.day), (0, day.month, day.day)})


def written(text: str) -> list[Written]:
    """Every day written in a text, in order, none twice."""
    found: list[Written] = []
    for one in sorted(_all(text), key=lambda it: (it.start, -it.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(text: str) -> Iterator[Written]:
    for pattern in (NAMED, NAMED_FIRST):
        for at in pattern.finditer(text):
            day, month = _day(at["day"]), _month(at["month"])
            if at["month"] in ("may", "mar", "sep") and not at["year"]:
                continue  # a verb
            yield from _meant(at, [(_year(at["year"]), month, day)])
    for at in FIGURES.finditer(text):
        if at["by"].isspace() and len(at["c"]) == 2:
            continue  # figures of a table
        a, b, year = int(at["a"]), int(at["b"]), _year(at["c"])
        yield from _meant(at, [(year, b, a), (year, a, b)])
    for at in YEAR_FIRST.finditer(text):
        yield from _meant(at, [(int(at[1]), int(at[2]), int(at[3]))])
    for at in RUN.finditer(text):
        run = at[1]
        yield from _meant(at, [(int(run[4:]), int(run[2:4]), int(run[:2])),
                               (int(run[:4]), int(run[4:6]), int(run[6:]))])  # fmt: skip


def _meant(at: re.Match[str], readings: list[tuple[int, int, int]]) -> Iterator[Written]:
    days = [one for one in readings if _is_day(one)]
    if days:
        yield Written(at.start(), at.end(), frozenset(days), days[0])


def _is_day(reading: tuple[int, int, int]) -> bool:
    year, month, day = reading
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return year == 0 or 1900 <= year <= 2100


def _day(said: str) -> int:
    digits = "".join(one for one in said if one.isdigit())
    return int(digits) if digits else ORDINALS.index(said.lower().replace(" ", "-")) + 1


def _month(said: str) -> int:
    return next(n for n, one in enumerate(MONTHS, 1) if one.startswith(said.lower()[:3]))


def _year(said: str | None) -> int:
    if not said:
        return 0
    year = int(said.strip("'"))
    if year >= 100:
        return year
    return 2000 + year if year < 60 else 1900 + year
