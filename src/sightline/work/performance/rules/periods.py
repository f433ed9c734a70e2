"""Periods of figures: how files write them, how they are kept, and how people read them.

A period is kept as the year and month in which it ends (202503), so that periods of one kind sort
as numbers; its kind belongs to the indicator.
"""

from __future__ import annotations

import re

KINDS = {
    "reporting": "Year to 31 March, or at 31 March",
    "financial": "Financial year",
    "academic": "Academic year",
    "calendar": "Calendar year",
    "quarter": "Quarter",
    "month": "Month",
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
STEP = {"reporting": 12, "financial": 12, "academic": 12, "calendar": 12, "quarter": 3, "month": 1}
LAST_MONTH = {"reporting": 3, "financial": 3, "academic": 8, "calendar": 12}
YEARS = {"reporting year": "reporting", "financial year": "financial",
         "academic year": "academic", "calendar year": "calendar"}  # fmt: skip
EARLIEST = 1990


def read_period(written: str, identifier: str) -> tuple[int, str]:
    """The period and its kind, from `time_period` and `time_identifier` of a file of the Department
    for Education, such as ("202425", "Financial year"). Raises ValueError with a sentence."""
    name = " ".join(identifier.lower().split())
    found = re.fullmatch(r"(\d{4})(?:[/-]?(\d{2}))?", written.strip())
    if found is None:
        raise ValueError(f"“{written}” is not a period such as 2025 or 202425")
    year = int(found[1])
    if found[2] is not None and int(found[2]) != (year + 1) % 100:
        raise ValueError(f"“{written}” is not a year and the one after it")
    later = year + 1 if found[2] is not None else year
    if name in YEARS:
        kind = YEARS[name]
        return _checked(later, LAST_MONTH[kind]), kind
    quarter = re.fullmatch(r"(financial|calendar)(?: year)? q(?:uarter )?([1-4])", name)
    if quarter:
        last = int(quarter[2]) * 3
        if quarter[1] == "calendar":
            return _checked(year, last), "quarter"
        return (_checked(year, last + 3) if last < 12 else _checked(year + 1, 3)), "quarter"
    if name.capitalize() in MONTHS:
        return _checked(year, MONTHS.index(name.capitalize()) + 1), "month"
    raise ValueError(f"“{identifier}” is not a kind of period that Sightline knows")


def label(period: int, kind: str) -> str:
    """A period as people write it: 2025, 2024-25, 2024/25, Jan to Mar 2025, March 2025."""
    year, month = divmod(period, 100)
    if kind == "financial":
        return f"{year - 1}-{year % 100:02d}"
    if kind == "academic":
        return f"{year - 1}/{year % 100:02d}"
    if kind == "quarter":
        first = MONTHS[month - 3][:3] if month >= 3 else MONTHS[month + 9][:3]
        return f"{first} to {MONTHS[month - 1][:3]} {year}"
    if kind == "month":
        return f"{MONTHS[month - 1][:3]} {year}"
    return str(year)


def moved(period: int, months: int) -> int:
    """The period that ends so many months later, or earlier where negative."""
    year, month = divmod(period, 100)
    whole = year * 12 + month - 1 + months
    return whole // 12 * 100 + whole % 12 + 1


def is_over(period: int, *, year: int, month: int) -> bool:
    """Whether a period has ended before this month began."""
    return period < year * 100 + month


def recent(kind: str, count: int, *, year: int, month: int) -> list[int]:
    """The newest periods of a kind that had ended before this month began, newest first."""
    period = moved(year * 100 + month, -1)
    while not _ends_in(kind, period % 100):
        period = moved(period, -1)
    return [moved(period, -STEP[kind] * back) for back in range(count)]


def _ends_in(kind: str, month: int) -> bool:
    return month % 3 == 0 if kind == "quarter" else month == LAST_MONTH.get(kind, month)


def _checked(year: int, month: int) -> int:
    if not EARLIEST <= year <= 2100:
        raise ValueError(f"the year {year} cannot be right")
    return year * 100 + month
