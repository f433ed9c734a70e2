"""Promises that come round: so often in each period, or never longer apart than an interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.foundation.calendar import (
    Period,
    WorkingCalendar,
    add_months,
    add_years,
    in_words,
    period_of,
)
from sightline.registers.duties.rules.facts import Happened, PeriodResult
from sightline.registers.partnership.rules.arrangement import Every

DUE_DAYS = 7
HISTORY = 12
"""How many periods back a duty's history is worked out."""


@dataclass(frozen=True)
class Judged:
    """What a schedule alone says."""

    code: str
    arithmetic: tuple[str, ...]
    next_due: date | None
    deciding: tuple[Happened, ...] = ()
    periods: tuple[PeriodResult, ...] = ()


def code_before(due_on: date, as_at: date, soon_days: int, otherwise: str) -> str:
    """The state of something not done that falls due on a day."""
    left = (due_on - as_at).days
    if left < 0:
        return "overdue"
    if left <= DUE_DAYS:
        return "due"
    return "due-soon" if left <= soon_days else otherwise


def add_interval(day: date, every: Every, calendar: WorkingCalendar) -> date:
    """The last day that keeps an interval begun on a day."""
    match every.unit:
        case "days":
            return day + timedelta(days=every.n)
        case "working-days":
            return calendar.add_working_days(day, every.n)
        case "weeks":
            return day + timedelta(weeks=every.n)
        case "months":
            return add_months(day, every.n)
        case _:
            return add_years(day, every.n)


def interval_words(every: Every) -> str:
    """`every 6 weeks`."""
    unit = every.unit.replace("working-days", "working days")
    return f"every {every.n} {unit}" if every.n != 1 else f"every {unit.removesuffix('s')}"


def judge_interval(
    *,
    every: Every,
    begins: date,
    events: Sequence[Happened],
    as_at: date,
    calendar: WorkingCalendar,
    soon_days: int,
    noun: str,
) -> Judged:
    """Settle a promise `every 6 weeks`: each due date follows from the event before it, the first
    from the day the promise begins."""
    within = [one for one in events if one.on >= begins]
    days = sorted({one.on for one in within})
    last = days[-1] if days else None
    due_on = add_interval(last or begins, every, calendar)
    words = interval_words(every)
    if last is None:
        first = f"No {noun} on record since {in_words(begins)}. Promised {words}"
        code = code_before(due_on, as_at, soon_days, "not-yet-applicable")
        return Judged(code, (f"{first}: the first was due by {in_words(due_on)}.",), due_on)
    before = days[-2] if len(days) > 1 else begins
    was_due = add_interval(before, every, calendar)
    code = code_before(due_on, as_at, soon_days, "met")
    said = [f"Last {noun} on {in_words(last)}. Promised {words}: the next by {in_words(due_on)}."]
    if code == "overdue":
        said.append(f"{_days(due_on, as_at)} late on {in_words(as_at)}.")
    elif last > was_due:
        said.append(
            f"The last was due by {in_words(was_due)} and came {_days(was_due, last)} late."
        )
        if code == "met":
            code = "late-but-done"
    deciding = tuple(one for one in within if one.on == last)
    return Judged(code, tuple(said), due_on, deciding)


def _days(first: date, last: date) -> str:
    n = (last - first).days
    return f"{n} day" if n == 1 else f"{n} days"


def whole_periods(
    *, per: str, begins: date, ends: date | None, as_at: date, kind: dict[str, object]
) -> list[Period]:
    """The periods that lie wholly within a stage, up to the one that runs on a day; at most the
    last `HISTORY`."""
    found: list[Period] = []
    period = period_of(as_at, per, **kind)  # type: ignore[arg-type]
    if ends is not None and period.start > ends:
        period = period_of(ends, per, **kind)  # type: ignore[arg-type]
    while period.end >= begins and len(found) < HISTORY:
        if period.start >= begins and (ends is None or period.end <= ends):
            found.append(period)
        period = period_of(period.start - timedelta(days=1), per, **kind)  # type: ignore[arg-type]
    return found[::-1]


def judge_periods(
    *,
    periods: Sequence[Period],
    needed: int,
    counted: Callable[[Period], tuple[int, int, tuple[str, ...]]],
    as_at: date,
    begins: date,
    soon_days: int,
    sentence: Callable[[PeriodResult], str],
) -> Judged:
    """Settle a promise of so many in each period. `counted` tells for a period how many are needed,
    how many were done and what is missing. The period before decides until this one is kept; one
    that was missed and is followed by one that is kept reads as late but done."""
    results = []
    for period in periods:
        wanted, done, missing = counted(period)
        results.append(
            PeriodResult(
                period.label, period.start, period.end, wanted, done, as_at in period, missing
            )
        )
    results = [one for one in results if one.needed or one.is_running]
    if not results:
        words = f"Counted from the first whole period after {in_words(begins)}: none has begun."
        return Judged("not-yet-applicable", (words,), None)
    current = results[-1]
    before = results[-2] if len(results) > 1 else None
    missed = before is not None and not before.is_kept
    said = [sentence(current)]
    if before is not None and (missed or not current.is_kept):
        said.append(sentence(before))
    if current.is_kept:
        code = "late-but-done" if missed else "met"
        if not current.needed:
            code = "not-yet-applicable"
    elif missed or not current.is_running:
        code = "overdue"
    else:
        otherwise = "met" if before is not None else "not-yet-applicable"
        code = code_before(current.end, as_at, soon_days, otherwise)
    return Judged(code, tuple(said), current.end, periods=tuple(results))
