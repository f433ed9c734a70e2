"""Promises with a last day: a date that is printed, or a deadline that an event set running."""

from __future__ import annotations

from datetime import date

from sightline.foundation.calendar import in_words
from sightline.registers.duties.rules import wording
from sightline.registers.duties.rules.case import Case
from sightline.registers.duties.rules.editions import in_a_sentence
from sightline.registers.duties.rules.facts import FROM_BEST_TO_WORST, Code, Finding, Running
from sightline.registers.partnership.rules.arrangement import Deadline, FixedDate


def fixed_date(case: Case, fixed: FixedDate) -> Finding:
    """Settle a promise to be kept by a printed day: the first event that keeps it decides."""
    one, _, done = wording.thing(case.duty)
    last = case.excused_until(fixed.due_on) or fixed.due_on
    rule = [wording.figure(case.duty, fixed.printed)]
    rule.append(f"The last day is {in_words(fixed.due_on)}.")
    if last != fixed.due_on:
        rule.append(f"Owed by {in_words(last)} instead, when the dispensation runs out.")
    first = case.binding[:1]
    code: Code
    if first:
        code = "met" if first[0].on <= last else "late-but-done"
        on = first[0].on
        said = [f"{one.capitalize()} {done} on {in_words(on)}{_late_by(on, last)}."]
        if first[0].edition:
            said.append(f"It is that of {in_a_sentence(first[0].edition)}.")
    else:
        code = case.how_near(last)
        said = [f"No {one} {done}; {_left(case, last)}."]
        if case.happened:
            early = f"An entry before {in_words(case.starts_on)}, when the promise begins, does not"
            said.append(f"{early} count.")
    return Finding(
        code=code,
        arithmetic=(*said, *rule),
        counting=f"Counted to {in_words(fixed.due_on)}, printed as “{fixed.printed}”.",
        next_due=None if first else last,
        deciding=first,
    )


def deadline(case: Case, rule: Deadline) -> Finding:
    """Settle a promise that events set running: the worst of the open ones decides, else the one
    that was stopped last. Stored due dates are never worked out again (house.md 6)."""
    begun = [one for one in case.running if one.known_on(case.as_at)]
    counting = _how_counted(rule)
    if not begun:
        said = f"Nothing has set this deadline running: it runs from this event: {rule.after}."
        return Finding("not-yet-applicable", (said,), counting)
    still_open = [one for one in begun if one.stopped_on is None or one.stopped_on > case.as_at]
    stopped = sorted(
        (one for one in begun if one not in still_open),
        key=lambda each: each.stopped_on or date.min,
    )
    deciding_ones = [*still_open, *stopped[-1:]]
    code = max((_state_of(case, one) for one in deciding_ones), key=FROM_BEST_TO_WORST.index)
    if code == "not-yet-applicable" and stopped:
        code = _state_of(case, stopped[-1])
    summary = f"{_count(still_open, 'running')}; {_count(stopped, 'stopped')}."
    told_by = {one.record or one.reference for one in deciding_ones} - {""}
    shown = sorted(still_open, key=lambda each: each.due_on) + stopped[-1:]
    said_of_each = [_sentence(case, one) for one in shown]
    return Finding(
        code=code,
        arithmetic=(summary[0].upper() + summary[1:], *said_of_each),
        counting=counting,
        next_due=min((_last_day(case, one) for one in still_open), default=None),
        deciding=tuple(one for one in case.happened if one.reference in told_by),
        provisional=any(one.is_provisional for one in still_open),
    )


def _last_day(case: Case, one: Running) -> date:
    return case.excused_until(one.due_on) or one.due_on


def _state_of(case: Case, one: Running) -> Code:
    last = _last_day(case, one)
    if one.stopped_on is not None and one.stopped_on <= case.as_at:
        return "met" if one.stopped_on <= last else "late-but-done"
    return case.how_near(last)


def _sentence(case: Case, one: Running) -> str:
    last = _last_day(case, one)
    name = f"{one.reference}: " if one.reference else ""
    started = f"counted from {in_words(one.started_on)}, due {in_words(one.due_on)}"
    said = f"{name}{started}"
    if last != one.due_on:
        said += f", put off to {in_words(last)} by dispensation"
    if one.stopped_on is not None and one.stopped_on <= case.as_at:
        reason = f": {one.late_reason.rstrip('.')}" if one.late_reason else ""
        said += f"; done {in_words(one.stopped_on)}{_late_by(one.stopped_on, last)}{reason}."
    else:
        said += f"; {_left(case, last)}."
    if one.is_provisional:
        said += " Provisional: the bank holidays of that year are not yet certain."
    return f"{said} {one.workings}".rstrip()


def _left(case: Case, last: date) -> str:
    return (
        wording.days_over(last, case.as_at)
        if last < case.as_at
        else wording.days_left(last, case.as_at)
    )


def _late_by(day: date, last: date) -> str:
    return f", {wording.plural((day - last).days, 'day')} late" if day > last else ", in time"


def _count(found: list[Running], how: str) -> str:
    return f"{wording.plural(len(found), 'deadline')} {how}" if found else f"none {how}"


def _how_counted(rule: Deadline) -> str:
    way = "before" if rule.backwards else "after"
    length = wording.plural(rule.n, rule.unit.rstrip("s").replace("-", " "))
    said = f"{length} {way} this event: {rule.after}."
    if rule.unit != "hours":
        said += " The day of the event is day 0."
    if rule.unit == "working-days":
        said += " Weekends and bank holidays of England are not counted."
    return said
