"""One duty with everything its rule may look at, as at one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sightline.foundation.calendar import Period, WorkingCalendar, in_words, period_of
from sightline.registers.duties.rules.editions import Edition
from sightline.registers.duties.rules.facts import (
    DUE_DAYS,
    Code,
    Dispensed,
    Happened,
    Held,
    Running,
)
from sightline.registers.partnership.rules.arrangement import Arrangement, Duty

Counting = Literal["calendar", "financial", "from-start"]


@dataclass(frozen=True, slots=True)
class Case:
    """A duty in force, from the first day that binds; only what happened up to `as_at`."""

    duty: Duty
    arrangement: Arrangement
    calendar: WorkingCalendar
    starts_on: date
    ends_on: date | None
    as_at: date
    soon: int
    happened: tuple[Happened, ...]
    dispensed: tuple[Dispensed, ...] = ()
    held: tuple[Held, ...] = ()
    running: tuple[Running, ...] = ()
    editions: tuple[Edition, ...] = ()  # of its document, begun by the day asked about

    @property
    def binding(self) -> tuple[Happened, ...]:
        """What happened since the duty began: a frequency counts nothing before its first day."""
        return tuple(one for one in self.happened if one.on >= self.starts_on)

    @property
    def counted_by(self) -> Counting:
        """How the periods of this duty run: its own rule, else that of the arrangements."""
        return self.duty.counting or self.arrangement.counting

    def how_near(self, last: date) -> Code:
        """Settle what a last day means where something is still to be done by it."""
        left = (last - self.as_at).days
        if left < 0:
            return "overdue"
        if left <= min(DUE_DAYS, self.soon):
            return "due"
        return "due-soon" if left <= self.soon else "not-yet-applicable"

    def excused_until(self, last: date) -> date | None:
        """The day a dispensation runs out in which a last day falls; a chain of them is one."""
        until = None
        for one in sorted(self.dispensed, key=lambda each: each.starts_on):
            if one.starts_on <= (until or last) <= one.ends_on:
                until = one.ends_on
        return until

    def period(self, day: date, per: str, starts_on: date) -> Period:
        """The period a day falls in, as this duty counts them."""
        if self.counted_by == "from-start":
            return period_of(day, per, origin=starts_on)
        first = self.arrangement.year_starts_month if self.counted_by == "financial" else 1
        return period_of(day, per, first_month=first)

    def periods(self, per: str, starts_on: date, ends_on: date | None) -> tuple[Period, ...]:
        """Every whole period from a first day, up to the one that the day asked about falls in; the
        first one, even where it is still to come."""
        period = self.period(starts_on, per, starts_on)
        if period.start < starts_on:
            period = self._following(period, per, starts_on)
        found: list[Period] = []
        while ends_on is None or period.end <= ends_on:
            if found and period.start > self.as_at:
                break
            found.append(period)
            period = self._following(period, per, starts_on)
        return tuple(found)

    def _following(self, period: Period, per: str, starts_on: date) -> Period:
        return self.period(period.end + timedelta(days=1), per, starts_on)

    def how_periods_run(self, per: str) -> str:
        """Say how periods are counted, and on whose authority."""
        if per == "week":
            return "Weeks run from Monday to Sunday. Only whole weeks are counted."
        name = {"half-year": "Half-years"}.get(per, f"{per.capitalize()}s")
        match self.counted_by:
            case "calendar":
                how = f"{name} are those of the calendar, from 1 January."
            case "financial":
                first = date(2000, self.arrangement.year_starts_month, 1)
                how = f"{name} are those of the year that begins on {first.day} {first:%B}."
            case "from-start":
                how = f"{name} run from {in_words(self.starts_on)}, when the promise begins."
        whole = f" Only a whole {per} is counted; one already running at the start is not."
        note = self.arrangement.counting_note if self.duty.counting is None else None
        return how + whole + (f" {note}" if note else "")
