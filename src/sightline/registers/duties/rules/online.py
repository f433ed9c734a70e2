"""Promises that something published is not taken away again for a time."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sightline.foundation.calendar import in_words
from sightline.registers.duties.rules import wording
from sightline.registers.duties.rules.cadence import after
from sightline.registers.duties.rules.case import Case
from sightline.registers.duties.rules.editions import named
from sightline.registers.duties.rules.facts import Code, Finding, Happened
from sightline.registers.partnership.rules.arrangement import FulfilmentKind, StaysPublic

PUBLISHED: FulfilmentKind = "document-published"
TAKEN_DOWN: FulfilmentKind = "document-taken-down"
NO_FIGURE = "No figure is printed, so this cannot be overdue."


class Shown(NamedTuple):
    """One publication: from which day, until which it must stay (`None`: no figure), and the event
    that took it away, where it is away."""

    published: Happened
    until: date | None
    gone: Happened | None

    def stays_on(self, day: date) -> bool:
        """Whether its time still runs."""
        return self.until is not None and day < self.until

    @property
    def was_cut_short(self) -> bool:
        return bool(self.gone and self.until and self.gone.on < self.until)


def _publications(case: Case, rule: StaysPublic) -> list[Shown]:
    """Each publication as it stands after everything that happened, the oldest first; without a
    printed figure none has a day until which it stays."""
    found: dict[object, Shown] = {}
    for one in case.happened:
        key = one.reference or one.number
        if one.kind == PUBLISHED:
            before = found.get(key)
            found[key] = (
                before._replace(gone=None)
                if before
                else Shown(one, after(case, rule.lasts, one.on) if rule.lasts else None, None)
            )
        elif one.kind == TAKEN_DOWN and key in found:
            found[key] = found[key]._replace(gone=found[key].gone or one)
    return list(found.values())


def stays_public(case: Case, rule: StaysPublic) -> Finding:
    """Settle that what was published is still there. Taken away within its time it is owed from
    that day: it is to be put back (R6.6). Once the time of all is over, the last one decides."""
    shown = _publications(case, rule)
    counting = (
        f"Counted from the day of publication of each: {wording.interval(rule.lasts)}."
        if rule.lasts else NO_FIGURE
    )  # fmt: skip
    if not shown:
        said = "No publication is recorded, so there is nothing yet that must stay."
        return Finding("not-yet-applicable", (said,), counting)
    running = [one for one in shown if one.stays_on(case.as_at)]
    away = [one for one in running if one.gone]
    code: Code = "met"
    if away:
        code = "overdue"
    elif not running and shown[-1].was_cut_short:
        code = "not-evidenced"
    elif rule.lasts is None:
        code = "no-frequency"
    told = [*away, *(one for one in running if not one.gone)] or shown[-1:]
    said_of = [_sentence(case, one) for one in told]
    if rule.lasts is None:
        said_of.append(NO_FIGURE)
    deciding = tuple(event for one in told for event in (one.published, one.gone) if event)
    owed_since = min((one.gone.on for one in away if one.gone), default=None)
    return Finding(code, tuple(said_of), counting, owed_since, deciding)


def _sentence(case: Case, one: Shown) -> str:
    said = f"{named(one.published.edition)}, published {in_words(one.published.on)}"
    if one.until is not None:
        said += f", stays until {in_words(one.until)} at least"
    if one.gone is None:
        if one.until is None:
            return f"{said}, is there."
        left = (one.until - case.as_at).days
        return f"{said}: {wording.plural(left, 'day')} more." if left > 0 else f"{said}: it did."
    reason = one.gone.late_reason.rstrip(".") or "no reason given"
    gone = f"taken down {in_words(one.gone.on)}"
    if one.until is None:
        return f"{said}, {gone}: {reason}."
    early = (one.until - one.gone.on).days
    if early <= 0:
        return f"{said}: it did, and was {gone}."
    said += f": {gone}, {wording.plural(early, 'day')} too early: {reason}."
    return f"{said} It is to be put back." if one.stays_on(case.as_at) else said
