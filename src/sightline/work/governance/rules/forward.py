"""Which days a frequency asks a body to meet, and what speaks against a day. Pure Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from sightline.foundation.calendar import Period, WorkingCalendar, in_words
from sightline.registers.duties.rules.cadence import end_of_interval
from sightline.registers.partnership.rules.arrangement import CadenceStage, Every

PeriodOf = Callable[[date, str], Period]
"""The period of a kind (`quarter`, `year`) that a day falls in, as the arrangements count them."""


@dataclass(frozen=True)
class Proposal:
    """A day on which a body should meet and has no meeting, and what asks for it."""

    on: date
    why: str


def propose(
    stages: Sequence[CadenceStage],
    met: Iterable[date],
    *,
    today: date,
    until: date,
    calendar: WorkingCalendar,
    period_of: PeriodOf,
) -> list[Proposal]:
    """Settle the days that a frequency in force still asks for after today, up to a last day: for
    an interval the last working day that keeps it, for a count in a period the middle of the
    longest stretch without a meeting (R3.1, R3.2). `met` holds days of meetings held, planned or
    proposed. A body without a frequency in print is asked for nothing."""
    days = sorted(met)
    found: list[Proposal] = []
    for stage in stages:
        first = max(stage.starts_on or today, today + timedelta(days=1))
        last = min(stage.ends_on or until, until)
        if first > last:
            continue
        if stage.every is not None:
            found += _by_interval(stage, stage.every, days, today, last, calendar)
        elif stage.times is not None:
            found += _by_count(stage, days, first, last, calendar, period_of)
    return sorted(found, key=lambda one: one.on)


DAYS_IN = {"days": 1, "working-days": 2, "weeks": 7, "months": 31, "years": 366}


def looks_back(stages: Iterable[CadenceStage]) -> int:
    """How many days back a meeting may lie that still counts for these frequencies: an interval,
    or a year, into which every period fits."""
    reach = [
        stage.every.n * DAYS_IN[stage.every.unit] if stage.every else DAYS_IN["years"]
        for stage in stages
    ]
    return max(reach, default=0)


def _by_interval(
    stage: CadenceStage,
    every: Every,
    days: list[date],
    today: date,
    last: date,
    calendar: WorkingCalendar,
) -> Iterator[Proposal]:
    since = max((day for day in days if day <= today), default=None)
    begins = stage.starts_on
    if since is None or (begins is not None and since < begins):
        since = max(begins, today) if begins is not None else today
    coming = [day for day in days if day > since]
    while True:
        limit = end_of_interval(every, since, calendar)
        on = max(_working_day_before(limit, calendar), calendar.add_working_days(today, 1))
        if coming and coming[0] <= max(limit, on):
            since = coming.pop(0)
            continue
        if on > last:
            return
        yield Proposal(on, f"{stage.printed}: owed by {in_words(limit)}")
        if on <= since:  # an interval of a day or two: there is no later day to go on from
            return
        since = on


def _by_count(
    stage: CadenceStage,
    days: list[date],
    first: date,
    last: date,
    calendar: WorkingCalendar,
    period_of: PeriodOf,
) -> Iterator[Proposal]:
    assert stage.times is not None
    period = period_of(first, stage.times.per)
    while period.end <= last:  # only whole periods are owed
        if stage.starts_on is None or period.start >= stage.starts_on:
            held = [day for day in days if day in period]
            words = f"{len(held)} of {stage.times.n} so far" if held else "none so far"
            low = max(first, period.start)
            for on in _spread(held, stage.times.n - len(held), low, period.end, calendar):
                yield Proposal(on, f"{stage.printed}: {words}, {period.label}")
        period = period_of(period.end + timedelta(days=1), stage.times.per)


def _spread(
    held: list[date], missing: int, low: date, high: date, calendar: WorkingCalendar
) -> list[date]:
    """So many days, each in the middle of the longest stretch without a meeting."""
    taken = list(held)
    found: list[date] = []
    for _ in range(max(0, missing)):
        marks = [low - timedelta(days=1), *sorted(day for day in taken if low <= day <= high)]
        marks.append(high + timedelta(days=1))
        stretch, start = max(((after - before).days, before) for before, after in pairwise(marks))
        on = _nearest_working_day(start + timedelta(days=stretch // 2), low, high, calendar)
        if on is None or on in taken:
            break
        taken.append(on)
        found.append(on)
    return sorted(found)


def _nearest_working_day(
    day: date, low: date, high: date, calendar: WorkingCalendar
) -> date | None:
    for away in range((high - low).days + 1):
        for on in (day + timedelta(days=away), day - timedelta(days=away)):
            if low <= on <= high and calendar.is_working_day(on):
                return on
    return None


def _working_day_before(day: date, calendar: WorkingCalendar) -> date:
    return day if calendar.is_working_day(day) else calendar.add_working_days(day, -1)


@dataclass(frozen=True)
class Slot:
    """A meeting as others may clash with it: its body, day and hours, and who sits there."""

    body: str
    on: date
    starts_at: time | None
    ends_at: time | None
    people: frozenset[int]


def remarks(slot: Slot, others: Iterable[Slot], calendar: WorkingCalendar) -> list[str]:
    """Say what speaks against a day: a weekend or bank holiday, and other bodies that meet on it,
    with how many people sit on both."""
    said = []
    holiday = calendar.holiday(slot.on)
    if holiday:
        said.append(f"Bank holiday: {holiday}")
    elif slot.on.weekday() >= 5:
        said.append(f"A {slot.on:%A}")
    for other in others:
        if other is slot or other.on != slot.on:
            continue
        both = len(slot.people & other.people)
        shared = f"; {both} {'person sits' if both == 1 else 'people sit'} on both" if both else ""
        said.append(f"{_how_near(slot, other)} {other.body}{shared}")
    return said


def _how_near(slot: Slot, other: Slot) -> str:
    if slot.starts_at is None or other.starts_at is None:
        return "Same day as"
    ends, other_ends = slot.ends_at or slot.starts_at, other.ends_at or other.starts_at
    if slot.starts_at == other.starts_at:
        return "Same time as"
    apart = ends <= other.starts_at or other_ends <= slot.starts_at
    return "Same day as" if apart else "Same time as"


def meeting_for(due: date, days: Sequence[date], today: date) -> date | None:
    """Which of a body's coming meetings deals with what falls due on a day: the last one by then;
    for what is overdue the next one. Nothing where none is in time."""
    in_time = [day for day in days if day <= due]
    if in_time:
        return max(in_time)
    return min(days, default=None) if due < today else None
