"""Deadlines: so long after (or before) an event, with the working shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sightline.foundation.calendar import (
    LONDON,
    WorkingCalendar,
    add_hours,
    add_months,
    add_years,
    in_words,
)


@dataclass(frozen=True)
class Clock:
    """A deadline as law, guidance or the arrangements give it: length, unit and direction, from
    which day this version is in force, its source and mark (V seen, C computed, K to confirm)."""

    code: str
    duty: str
    source: str
    n: int
    unit: str
    backwards: bool = False
    mark: str = "V"
    version: str = "1"
    in_force_from: date | None = None
    in_force_to: date | None = None


@dataclass(frozen=True)
class Due:
    """When something is due. `moment` only where the length is in hours."""

    day: date
    moment: datetime | None
    is_provisional: bool
    workings: str
    version: str


UNITS = {
    "hours": "hour",
    "days": "day",
    "working-days": "working day",
    "weeks": "week",
    "months": "month",
    "years": "year",
}


def due(clock: Clock, start: date | datetime, calendar: WorkingCalendar) -> Due:
    """Settle when a clock that started on a day (or, for hours, at a moment) runs out, and show the
    working: what was counted, from when, and which bank holidays were passed over."""
    n = -clock.n if clock.backwards else clock.n
    day = start.date() if isinstance(start, datetime) else start
    moment: datetime | None = None
    match clock.unit:
        case "hours":
            begun = start if isinstance(start, datetime) else _midnight(start)
            moment = add_hours(begun, n)
            end = moment.date()
        case "days":
            end = day + timedelta(days=n)
        case "working-days":
            end = calendar.add_working_days(day, n)
        case "weeks":
            end = day + timedelta(weeks=n)
        case "months":
            end = add_months(day, n)
        case "years":
            end = add_years(day, n)
        case other:
            raise ValueError(f"A clock cannot count in {other}.")
    counted = clock.unit == "working-days"
    return Due(
        day=end,
        moment=moment,
        is_provisional=counted and calendar.is_provisional(max(day, end)),
        workings=_workings(clock, day, end, moment, calendar),
        version=f"{clock.code}/{clock.version}",
    )


def version_on(versions: tuple[Clock, ...], day: date) -> Clock | None:
    """The version of a clock in force on the day it starts; a later one moves no earlier date."""
    for clock in versions:
        after = clock.in_force_from is None or clock.in_force_from <= day
        if after and (clock.in_force_to is None or day <= clock.in_force_to):
            return clock
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _workings(
    clock: Clock, day: date, end: date, moment: datetime | None, calendar: WorkingCalendar
) -> str:
    unit = UNITS[clock.unit] + ("" if clock.n == 1 else "s")
    word = "before" if clock.backwards else "after"
    at = f" at {moment:%H:%M}" if moment else ""
    said = f"{clock.n} {unit} {word} {in_words(day)} is {end:%A} {in_words(end)}{at}."
    if clock.unit != "working-days":
        return said
    passed = calendar.skipped(day, end)
    names = "; ".join(f"{name}, {in_words(one)}" for one, name in passed)
    said += (
        f" Weekends are not counted, nor are: {names}."
        if passed
        else (" Weekends are not counted; no bank holiday falls between.")
    )
    if calendar.is_provisional(max(day, end)):
        said += f" Provisional: bank holidays after {calendar.known_until} are not yet certain."
    return said
