"""What it costs to give up a place, not to come, or to come too late: rules as data.

Notice is the number of days from the day of cancelling to the day of the event, which is day 0:
calendar days, or working days of England. The three published rule sets this must be able to say
are in `published`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sightline.foundation.calendar import WorkingCalendar
from sightline.foundation.errors import RuleBroken

Counting = Literal["calendar", "working"]
HALF_DAY = timedelta(hours=4)  # a longer session counts as a day


@dataclass(frozen=True)
class Amount:
    """What is charged: the fee of the event, so much for each half day, or a sum, in pence."""

    of_fee: bool = False
    half_day: int = 0
    flat: int = 0

    def pence(self, *, fee: int, half_days: int) -> int:
        """The charge for an event of this fee and length."""
        return (fee if self.of_fee else 0) + self.half_day * half_days + self.flat


NOTHING = Amount()


@dataclass(frozen=True)
class Terms:
    """One set of rules: how much notice is enough, and what is charged when it is not."""

    counts: Counting
    enough_notice: int  # days of notice from which a cancellation costs nothing
    cancelled_late: Amount
    absent: Amount
    too_late_to_join: Amount
    absent_when_free: Amount  # for events without a fee
    substitutes_until_start: bool = True
    cancelled_by: tuple[str, ...] = ("person", "manager", "delegate")
    source: str = ""

    def as_data(self) -> dict[str, Any]:
        """The terms as they are stored."""
        return asdict(self)

    @classmethod
    def from_data(cls, stored: Mapping[str, Any]) -> Terms:
        """The terms that were stored."""
        given = dict(stored)
        for name in ("cancelled_late", "absent", "too_late_to_join", "absent_when_free"):
            given[name] = Amount(**given[name])
        given["cancelled_by"] = tuple(given["cancelled_by"])
        return cls(**given)


@dataclass(frozen=True)
class Due:
    """A charge and the sentence that explains it; nothing is due where the charge is 0."""

    pence: int
    why: str


def notice(counts: Counting, cancelled: date, event: date, calendar: WorkingCalendar) -> int:
    """Days of notice given; 0 on the day itself, and after it."""
    if cancelled >= event:
        return 0
    if counts == "calendar":
        return (event - cancelled).days
    return calendar.working_days_between(cancelled, event)


def half_days(sessions: Iterable[tuple[datetime, datetime]]) -> int:
    """The length of an event: a session of up to four hours is a half day, a longer one a day."""
    return sum(1 if ends - starts <= HALF_DAY else 2 for starts, ends in sessions)


def credit_for_teaching(*, pence_a_day: int, length: int) -> int:
    """What is credited for an event of so many half days, to the nearest penny (R8.3)."""
    return (pence_a_day * length + 1) // 2


def on_cancelling(
    terms: Terms,
    *,
    cancelled: date,
    event: date,
    fee: int,
    length: int,
    calendar: WorkingCalendar,
) -> Due:
    """What is due when a place is given up; `length` in half days."""
    given = notice(terms.counts, cancelled, event, calendar)
    working = " working" if terms.counts == "working" else ""
    told = f"{given}{working} day{'' if given == 1 else 's'} of notice"
    if given >= terms.enough_notice:
        return Due(0, f"{told}: at least {terms.enough_notice} were needed, nothing is charged")
    pence = terms.cancelled_late.pence(fee=fee, half_days=length)
    return Due(pence, f"{told}, {terms.enough_notice} were needed")


def on_absence(terms: Terms, *, fee: int, length: int) -> Due:
    """What is due when somebody booked does not come."""
    amount = terms.absent if fee else terms.absent_when_free
    return Due(amount.pence(fee=fee, half_days=length), "did not attend")


def on_coming_too_late(terms: Terms, *, fee: int, length: int) -> Due:
    """What is due when somebody comes too late to join, or leaves too early to count."""
    return Due(
        terms.too_late_to_join.pence(fee=fee, half_days=length), "came too late or left too early"
    )


def check_canceller(terms: Terms | None, who: str) -> None:
    """Raise where the rules leave cancelling to others: `who` is person, manager, delegate or
    office, which always may."""
    if terms is None or who == "office" or who in terms.cancelled_by:
        return
    allowed = " or the ".join(terms.cancelled_by)
    raise RuleBroken(f"Under these rules only the {allowed} can cancel this place. Ask them to.")


def check_substitute(terms: Terms | None, *, now: datetime, starts: datetime) -> None:
    """Raise where a colleague can no longer take the place."""
    if now >= starts:
        raise RuleBroken("The event has begun: a place can be passed on only before it starts.")
    if terms is not None and not terms.substitutes_until_start:
        raise RuleBroken("Under these rules a place cannot be passed on to a colleague.")


def is_first(pence: int, booking: int | None) -> bool:
    """Whether a line of the ledger is a charge for a booking or a credit for a day taught itself,
    and none that takes one back."""
    return pence > 0 if booking else pence < 0
