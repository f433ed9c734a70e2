"""Days as England counts them: working days, months, quarters and elapsed hours.

A working day is not a Saturday, a Sunday or a bank holiday of England (the definition seen in the
Children Act 1989 Representations Procedure (England) Regulations 2006). The day of the event is
day 0. Bank holidays come from a maintained library; days proclaimed since can be added. Beyond the
last year that is known, an answer is provisional.
"""

from __future__ import annotations

import calendar as months_of
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FIRST_YEAR = 2000
YEARS_AHEAD = 2  # bank holidays are proclaimed about two years ahead; later ones are a forecast


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """Bank holidays of England in a year, substitute days included."""
    from holidays import country_holidays  # slow to import, so only when first asked

    return dict(country_holidays("GB", subdiv="ENG", years=year).items())


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of England, with days added since the library's last release.

    `known_until` is the last year whose bank holidays are certain."""

    known_until: int
    extra: Mapping[date, str] = field(default_factory=dict)

    def holiday(self, day: date) -> str | None:
        """The name of the holiday on a day, or None."""
        return self.extra.get(day) or bank_holidays(day.year).get(day)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and self.holiday(day) is None

    def add_working_days(self, day: date, n: int) -> date:
        """The nth working day after a day (before it, where n is negative); n = 0 is the day."""
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left:
            day += step
            if self.is_working_day(day):
                left -= 1
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after the first day, up to and including the last; negative
        when the last is before the first."""
        if last < first:
            return -self.working_days_between(last, first)
        days = (last - first).days
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range(1, days + 1))

    def skipped(self, first: date, last: date) -> list[tuple[date, str]]:
        """Bank holidays that fall on weekdays strictly between two days, or on the last."""
        low, high = min(first, last), max(first, last)
        days = (low + timedelta(days=n) for n in range(1, (high - low).days + 1))
        return [(day, name) for day in days if day.weekday() < 5 and (name := self.holiday(day))]

    def is_provisional(self, day: date) -> bool:
        """Whether a day lies beyond the bank holidays that are certain."""
        return day.year > self.known_until


def calendar_for(today: date, extra: Mapping[date, str] | None = None) -> WorkingCalendar:
    """The calendar as known on a day."""
    return WorkingCalendar(known_until=today.year + YEARS_AHEAD - 1, extra=dict(extra or {}))


def add_months(day: date, n: int) -> date:
    """The same day n months on (or back); the last of the month where that month is shorter."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    last = months_of.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, n: int) -> date:
    """The same day n years on; 29 February becomes the 28th in a common year."""
    return add_months(day, 12 * n)


def add_hours(moment: datetime, n: int) -> datetime:
    """So many hours of real time later, on London's clock: a night when the clocks change is an
    hour shorter or longer."""
    return (moment.astimezone(UTC) + timedelta(hours=n)).astimezone(LONDON)


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days, both ends included, with the words people call it by."""

    start: date
    end: date
    label: str = field(compare=False)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""Months in each period that a figure may name."""


def period_of(day: date, per: str, *, first_month: int = 1, origin: date | None = None) -> Period:
    """The period a day falls in. Years begin in `first_month`; with `origin`, periods run from that
    day instead (a year from 15 September). A `week` runs Monday to Sunday."""
    if per == "week":
        start = day - timedelta(days=day.weekday())
        return Period(start, start + timedelta(days=6), f"Week from {start.day} {start:%B %Y}")
    length = LENGTHS[per]
    if origin is None:
        origin = date(FIRST_YEAR, first_month, 1)
    n = ((day.year - origin.year) * 12 + day.month - origin.month) // length
    if add_months(origin, n * length) > day:
        n -= 1
    start = add_months(origin, n * length)
    end = add_months(origin, (n + 1) * length) - timedelta(days=1)
    return Period(start, end, _label(start, end, per))


def _label(start: date, end: date, per: str) -> str:
    name = {"month": "", "quarter": "Quarter ", "half-year": "Half-year ", "year": "Year "}[per]
    if start.day != 1:
        return f"{name}{start.day} {start:%B %Y} to {end.day} {end:%B %Y}".strip()
    if per == "month":
        return f"{start:%B %Y}"
    if start.year == end.year:
        if per == "year":
            return f"Year {start.year}"
        return f"{name}{start:%B} to {end:%B %Y}"
    return f"{name}{start:%B %Y} to {end:%B %Y}"


def in_words(day: date) -> str:
    """A date as people write it: 4 July 2019."""
    return f"{day.day} {day:%B %Y}"


def end_of_day(day: date) -> datetime:
    """The last moment of a day in London."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON) - timedelta(microseconds=1)
