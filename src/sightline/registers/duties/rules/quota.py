"""Promises that bind each member: so many in each period by everyone who sits there (R5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.foundation.calendar import Period
from sightline.registers.duties.rules import wording
from sightline.registers.duties.rules.books import once_for_each_record
from sightline.registers.duties.rules.cadence import (
    closed_and_current,
    judge,
    most_telling_first,
    outcome_of,
    where_it_stands,
)
from sightline.registers.duties.rules.case import Case
from sightline.registers.duties.rules.facts import Finding, Happened, PeriodResult
from sightline.registers.partnership.rules.arrangement import Quota

WHO_COUNTS = (
    "A place counts in a period if it was held on every day of it, by one holder or by several in "
    "turn; where someone joined or left and the place stood empty, nothing is owed for it."
)

Spans = Mapping[str, Sequence[tuple[date, date]]]


@dataclass(frozen=True, slots=True)
class _Held:
    """One period with the seats that owe something in it and what each lacks."""

    result: PeriodResult
    lacking: Mapping[str, int]


def quota(case: Case, rule: Quota) -> Finding:
    """Settle a promise of so many by each member in each period, naming who is missing."""
    counted = once_for_each_record(case.binding)
    titles, spans = _places(case)
    by_seat: dict[str, list[Happened]] = defaultdict(list)
    for event in counted:
        by_seat[event.place].append(event)
    held = [
        _in_period(case, rule, period, titles, spans, by_seat)
        for period in case.periods(rule.per, case.starts_on, case.ends_on)
    ]
    results = [one.result for one in held]
    closed, current = closed_and_current(results, case.as_at)
    lacking = _still_lacking(held, closed, by_seat)
    following = _following(case, rule, current)
    any_done = any(seat in titles for seat in by_seat)
    code, next_due = judge(case, closed, current, len(lacking), any_done, following)
    shown = [one for one in results[-2:] if one.start <= case.as_at]
    said = most_telling_first(shown, closed, code)
    if code == "overdue":
        said.append(f"Still missing since: {wording.listing(titles[seat] for seat in lacking)}.")
    said += [where_it_stands(case, code, next_due), _without_a_member(by_seat, titles)]
    said.append(wording.figure(case.duty, case.duty.figure or f"{rule.n} in each {rule.per}"))
    owing = lacking if code == "overdue" else _lacking_in(held, current)
    return Finding(
        code=code,
        arithmetic=tuple(one for one in said if one),
        counting=f"{case.how_periods_run(rule.per)} {WHO_COUNTS}",
        next_due=next_due,
        deciding=tuple(event for one in shown for event in one.events),
        periods=tuple(one for one in results if one.start <= case.as_at),
        who_must_act=wording.listing(titles[seat] for seat in owing),
    )


def _places(case: Case) -> tuple[dict[str, str], Spans]:
    """The title of each place, and the days it was held without a gap between holders. A day of
    leaving that is still to come is not known yet."""
    titles: dict[str, str] = {}
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for one in sorted(case.held, key=lambda each: each.first):
        if one.first > case.as_at:
            continue
        titles[one.place] = one.title
        until = one.last if one.last is not None and one.last < case.as_at else date.max
        row = spans[one.place]
        if row and (row[-1][1] == date.max or row[-1][1] + timedelta(days=1) >= one.first):
            row[-1] = (row[-1][0], max(row[-1][1], until))
        else:
            row.append((one.first, until))
    return titles, spans


def _in_period(
    case: Case,
    rule: Quota,
    period: Period,
    titles: Mapping[str, str],
    spans: Spans,
    by_seat: Mapping[str, Sequence[Happened]],
) -> _Held:
    last = min(period.end, case.as_at)
    seats = [
        seat
        for seat, row in spans.items()
        if any(first <= period.start and last <= until for first, until in row)
    ]
    done = {seat: [one for one in by_seat.get(seat, ()) if one.on in period] for seat in seats}
    lacking = {seat: rule.n - len(done[seat]) for seat in seats if len(done[seat]) < rule.n}
    outcome = outcome_of(case, bool(seats) and not lacking, period.end)
    if outcome == "missed" and not seats:
        outcome = "excused"
    result = PeriodResult(
        start=period.start,
        end=period.end,
        label=period.label,
        needed=len(seats),
        done=len(seats) - len(lacking),
        events=tuple(one for seat in seats for one in done[seat][: rule.n]),
        missing=tuple(titles[seat] for seat in lacking),
        outcome=outcome,
        sentence=_sentence(case, rule, period, [titles[seat] for seat in seats],
                           [titles[seat] for seat in lacking]),
    )  # fmt: skip
    return _Held(result, lacking)


def _sentence(
    case: Case, rule: Quota, period: Period, seats: Sequence[str], missing: Sequence[str]
) -> str:
    """Quarter July to September 2020: 6 of 7 members visited; missing: Secondary head teacher."""
    if not seats:
        return f"{period.label}: nobody held a place for the whole {rule.per}, so nothing is owed."
    one, several, done = wording.thing(case.duty)
    if rule.n > 1:
        did = f"{done} {wording.plural(rule.n, one, several)}"
    else:
        did = "visited" if one == "visit" else f"{done} a {one}"
    kept = len(seats) - len(missing)
    said = f"{period.label}: {kept} of {wording.plural(len(seats), 'member')} {did}"
    lacking = "missing" if period.end < case.as_at else "still to come"
    return f"{said}; {lacking}: {wording.listing(missing)}." if missing else f"{said}."


def _lacking_in(held: Sequence[_Held], which: PeriodResult | None) -> Mapping[str, int]:
    return next((one.lacking for one in held if which is not None and one.result is which), {})


def _still_lacking(
    held: Sequence[_Held],
    closed: PeriodResult | None,
    by_seat: Mapping[str, Sequence[Happened]],
) -> list[str]:
    """The seats that lacked something in the last closed period and have not made it good since."""
    if closed is None:
        return []
    return [
        seat
        for seat, short in _lacking_in(held, closed).items()
        if sum(1 for one in by_seat.get(seat, ()) if one.on > closed.end) < short
    ]


def _following(case: Case, rule: Quota, current: PeriodResult | None) -> date | None:
    if current is None or current.outcome == "open":
        return None
    end = case.period(current.end + timedelta(days=1), rule.per, case.starts_on).end
    return end if case.ends_on is None or end <= case.ends_on else None


def _without_a_member(by_seat: Mapping[str, Sequence[Happened]], titles: Mapping[str, str]) -> str:
    """Say which entries count for nobody, so that a wrong entry is found."""
    n = sum(len(found) for seat, found in by_seat.items() if seat not in titles)
    if not n:
        return ""
    return f"Not counted: {wording.plural(n, 'entry', 'entries')} of nobody who holds a place."
