"""Promises with a frequency: so often in each period, or never longer than so long between two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from sightline.foundation.calendar import WorkingCalendar, add_months, add_years, in_words
from sightline.registers.duties.rules import wording
from sightline.registers.duties.rules.books import BY_DAY, once_for_each_record
from sightline.registers.duties.rules.case import Case
from sightline.registers.duties.rules.facts import Code, Finding, Happened, Outcome, PeriodResult
from sightline.registers.partnership.rules.arrangement import CadenceStage, Every


def cadence(case: Case, stages: Sequence[CadenceStage]) -> Finding:
    """Settle a promise with a frequency, stage by stage (R3.1: six-weekly, then quarterly)."""
    counted = once_for_each_record(case.binding)
    results: list[PeriodResult] = []
    begun: list[CadenceStage] = []
    for stage in sorted(stages, key=lambda each: each.starts_on or date.min):
        first = max(stage.starts_on or case.starts_on, case.starts_on)
        lasts = [day for day in (stage.ends_on, case.ends_on) if day is not None]
        last = min(lasts) if lasts else None
        if (last is not None and last < first) or (begun and first > case.as_at):
            continue
        begun.append(stage)
        if stage.every is not None:
            results += _intervals(case, stage.every, first, last, counted)
        elif stage.times is not None:
            results += _counts(case, stage, first, last, counted)
    stage = begun[-1] if begun else stages[0]
    closed, current = closed_and_current(results, case.as_at)
    following = _following(case, stage, current)
    owed = _still_owed(closed, counted)
    code, next_due = judge(case, closed, current, owed, bool(counted), following)
    shown = [one for one in results[-2:] if one.start <= case.as_at]
    said = most_telling_first(shown, closed, code)
    said.append(where_it_stands(case, code, next_due))
    if case.happened and not counted:
        said.append(_too_early(case))
    said.append(wording.figure(case.duty, stage.printed))
    done = tuple(dict.fromkeys(event for one in shown for event in one.events))
    return Finding(
        code=code,
        arithmetic=tuple(one for one in said if one),
        counting=_how_counted(case, stage),
        next_due=next_due,
        deciding=done or counted[-1:],
        periods=tuple(one for one in results if one.start <= case.as_at),
        provisional=_is_provisional(case, stage, next_due),
    )


def closed_and_current(
    results: Sequence[PeriodResult], as_at: date
) -> tuple[PeriodResult | None, PeriodResult | None]:
    """The last period that has closed, and the one still open on a day."""
    if results and results[-1].end >= as_at:
        return (results[-2] if len(results) > 1 else None), results[-1]
    return (results[-1] if results else None), None


def judge(
    case: Case,
    closed: PeriodResult | None,
    current: PeriodResult | None,
    still_owed: int,
    any_done: bool,
    following: date | None,
) -> tuple[Code, date | None]:
    """Settle the state from how the last closed period went and how the current one goes. Only the
    last closed period can make a duty overdue: what was missed before it stays in the history.
    `following` is the last day after the current one, for a period kept already."""
    is_open = current is not None and current.outcome == "open"
    next_due = current.end if current and is_open else following
    if closed and closed.outcome == "missed" and still_owed:
        return "overdue", closed.end
    if current and is_open:
        near = case.how_near(current.end)
        if near != "not-yet-applicable":
            return near, current.end
    if closed and closed.outcome in ("missed", "late"):
        return "late-but-done", next_due
    if (closed and closed.outcome == "kept") or any_done:
        return "met", next_due
    return "not-yet-applicable", next_due


def most_telling_first(
    shown: Sequence[PeriodResult], closed: PeriodResult | None, code: Code
) -> list[str]:
    """The sentences on the last two periods: what was missed or late first, else the newest."""
    by_weight = sorted(shown, key=lambda one: one.start, reverse=True)
    if code in ("overdue", "late-but-done"):
        by_weight.sort(key=lambda one: one is not closed)
    return [one.sentence for one in by_weight]


def where_it_stands(case: Case, code: Code, next_due: date | None) -> str:
    """The closing sentence: what is owed, by when, and how long that is."""
    if next_due is None:
        return ""
    if code == "overdue":
        return f"It was owed by {in_words(next_due)}: {wording.days_over(next_due, case.as_at)}."
    if code in ("due", "due-soon"):
        return f"Owed: {wording.days_left(next_due, case.as_at)}."
    if next_due <= case.as_at:
        return ""
    return f"Owed next by {in_words(next_due)}."


def after(case: Case, every: Every, day: date) -> date:
    """The last day that keeps an interval counted from a day."""
    return end_of_interval(every, day, case.calendar)


def end_of_interval(every: Every, day: date, calendar: WorkingCalendar) -> date:
    """The last day that keeps an interval counted from a day, by a calendar of working days."""
    match every.unit:
        case "days":
            return day + timedelta(days=every.n)
        case "working-days":
            return calendar.add_working_days(day, every.n)
        case "weeks":
            return day + timedelta(weeks=every.n)
        case "months":
            return add_months(day, every.n)
        case "years":
            return add_years(day, every.n)


def _following(case: Case, stage: CadenceStage, current: PeriodResult | None) -> date | None:
    """The last day of the period after the current one, where this stage still runs then."""
    if current is None or stage.times is None or current.outcome == "open":
        return None
    end = case.period(current.end + timedelta(days=1), stage.times.per, current.start).end
    lasts = [day for day in (stage.ends_on, case.ends_on) if day is not None]
    return end if all(end <= day for day in lasts) else None


def _intervals(
    case: Case, every: Every, first: date, last: date | None, counted: Sequence[Happened]
) -> list[PeriodResult]:
    """The intervals of a stage, each from one event to the next; the first from the first day."""
    one, _, done = wording.thing(case.duty)
    length = wording.interval(every)
    results: list[PeriodResult] = []
    since, from_event = first, False
    for event in counted[bisect_left(counted, first, key=BY_DAY) :]:
        if last is not None and event.on > last:
            break
        end = _end_of_interval(case, every, since)
        outcome: Outcome = "kept" if event.on <= end else "late"
        how = "in time" if outcome == "kept" else _days_after(event.on, end)
        words = f"{one.capitalize()} {done} on {in_words(event.on)}, {how}; "
        words += f"the last day was {in_words(end)}."
        label = f"{in_words(since)} to {in_words(end)}"
        results.append(PeriodResult(since, end, label, 1, 1, outcome, words, (event,)))
        since, from_event = event.on, True
    end = _end_of_interval(case, every, since)
    is_cut_off = last is not None and end > last
    if last is not None and is_cut_off and case.as_at > last:
        return results  # the next stage began, or the promise ended, before it ran out
    outcome = "missed" if end < case.as_at else "open"
    start = f"the last {one}" if from_event else "the first day"
    plain = after(case, every, since)
    words = f"{length} after {start}, {in_words(since)}, is {in_words(plain)}"
    words += f"; no {one} {done} since." if outcome == "missed" else "."
    if until := case.excused_until(plain):
        words += f" Counted anew from {in_words(until)}, when the dispensation runs out."
    if last is not None and is_cut_off:
        words += f" This stage ends before then, on {in_words(last)}."
    label = f"{in_words(since)} to {in_words(end)}"
    results.append(PeriodResult(since, end, label, 1, 0, outcome, words))
    return results


def _end_of_interval(case: Case, every: Every, since: date) -> date:
    """The last day of an interval; where a dispensation covers it, counted anew from its end."""
    end = after(case, every, since)
    while until := case.excused_until(end):
        end = after(case, every, until)
    return end


def _counts(
    case: Case, stage: CadenceStage, first: date, last: date | None, counted: Sequence[Happened]
) -> list[PeriodResult]:
    """The whole periods of a stage, with what was done in each."""
    times = stage.times
    assert times is not None
    one, several, done = wording.thing(case.duty)
    results = []
    for period in case.periods(times.per, first, last):
        low = bisect_left(counted, period.start, key=BY_DAY)
        inside = tuple(counted[low : bisect_right(counted, period.end, key=BY_DAY)])
        outcome = outcome_of(case, len(inside) >= times.n, period.end)
        words = f"{period.label}: {len(inside)} of {wording.plural(times.n, one, several)} {done}"
        words += " so far" if outcome == "open" else ""
        words += f" ({wording.dates_of(inside)})." if inside else "."
        if outcome == "excused":
            words += " Dispensed with by decision."
        results.append(
            PeriodResult(
                period.start, period.end, period.label, times.n, len(inside), outcome, words, inside
            )
        )
    return results


def outcome_of(case: Case, is_kept: bool, end: date) -> Outcome:
    """How a period went: one whose last day falls in a dispensation cannot be missed."""
    if is_kept:
        return "kept"
    if end >= case.as_at:
        return "open"
    return "excused" if case.excused_until(end) else "missed"


def _still_owed(closed: PeriodResult | None, counted: Sequence[Happened]) -> int:
    """What the last closed period lacked and nothing since has made good."""
    if closed is None:
        return 0
    since = len(counted) - bisect_right(counted, closed.end, key=BY_DAY)
    return max(0, closed.needed - closed.done - since)


def _days_after(day: date, end: date) -> str:
    return f"{wording.plural((day - end).days, 'day')} late"


def _too_early(case: Case) -> str:
    last = in_words(case.happened[-1].on)
    return f"What happened before {in_words(case.starts_on)}, last on {last}, is not counted."


def _how_counted(case: Case, stage: CadenceStage) -> str:
    if stage.times is not None:
        return case.how_periods_run(stage.times.per)
    one = wording.thing(case.duty)[0]
    length = wording.interval(stage.every) if stage.every else ""
    first = max(stage.starts_on or case.starts_on, case.starts_on)
    return f"{length} at most from one {one} to the next, and from {in_words(first)} to the first."


def _is_provisional(case: Case, stage: CadenceStage, next_due: date | None) -> bool:
    in_working_days = stage.every is not None and stage.every.unit == "working-days"
    return in_working_days and next_due is not None and case.calendar.is_provisional(next_due)
