"""What the rules are told, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from sightline.registers.partnership.rules.arrangement import Duty, FulfilmentKind


class Happened(NamedTuple):
    """Something that an ordinary record, or a person vouching, told the register. The day it
    happened decides; the day it was entered never does, and is shown where it is late."""

    kind: str
    on: date
    entered_on: date
    body: str = ""
    source: str = ""
    document: str = ""
    topic: str = ""
    place: str = ""  # whose place at the table, for quotas
    duty: str = ""  # attested for this duty
    reference: str = ""  # which record told it; shown to nobody
    number: int = 0
    late_reason: str = ""
    edition: str = ""  # which edition of the document: "2019-20"

    @property
    def is_attested(self) -> bool:
        """Whether a person vouches for it, rather than a record."""
        return bool(self.duty)


@dataclass(frozen=True)
class Part:
    """The part of a duty that an attested entry is for: a member's place, or a step or item of a
    document."""

    kind: FulfilmentKind = "attested"
    document: str = ""
    topic: str = ""
    place: str = ""
    edition: int | None = None  # its row, where it is not that of the day


@dataclass(frozen=True)
class Held:
    """A place at a body's table that somebody held between two days (`None`: still)."""

    place: str
    title: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class Decided:
    """The reading of a contradiction that the partnership decided to follow."""

    reading: str
    by: str
    on: date


@dataclass(frozen=True)
class Dispensed:
    """A decision that a duty need not be kept between two days, both included."""

    starts_on: date
    ends_on: date
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Running:
    """A deadline that was started; its due date was stored then, with the version of the rule that
    gave it, and is never reckoned again."""

    started_on: date
    due_on: date
    stopped_on: date | None = None
    reference: str = ""
    workings: str = ""
    is_provisional: bool = False
    entered_on: date | None = None
    version: str = ""
    late_reason: str = ""
    record: str = ""  # what its evidence names as `reference`; shown to nobody

    def known_on(self, day: date) -> bool:
        """Whether it had begun: one counted backwards starts from a day that is still to come, so
        it begins when the plan is entered."""
        if self.due_on < self.started_on and self.entered_on is not None:
            return self.entered_on <= day
        return self.started_on <= day


Code = Literal[
    "met", "due-soon", "due", "overdue", "late-but-done", "not-evidenced", "no-frequency",
    "not-yet-applicable", "ended", "dispensed",
]  # fmt: skip

SOON_DAYS = 28
"""Days of notice before a last day, unless the partnership sets others."""

DUE_DAYS = 7
"""So near to its last day, something is due."""

LATE_ENTRY_DAYS = 14
"""An entry made more than this many days after the event is shown as entered late."""

STATES: dict[str, tuple[str, str, str]] = {
    "overdue": (
        "Overdue",
        "late",
        "The last day has passed and it has not been done. Only a promise with a printed "
        "figure, a date or a running deadline can be overdue.",
    ),
    "not-evidenced": (
        "Not evidenced",
        "missing",
        "Nothing recorded shows the promise kept, or only a part of it is shown, and "
        "no last day is printed by which it had to be.",
    ),
    "due": (
        "Due",
        "now",
        "Something is still to be done, and its last day is at most seven days away.",
    ),
    "due-soon": (
        "Due soon",
        "soon",
        "Something is still to be done, and its last day falls within the days of notice.",
    ),
    "late-but-done": (
        "Late but done",
        "mended",
        "It was done, but after its last day, or not in the order promised. The state "
        "returns to met when the promise is next kept in time.",
    ),
    "met": (
        "Met",
        "done",
        "The promise is kept so far, and nothing more is owed within the days of notice.",
    ),
    "no-frequency": (
        "No frequency stated",
        "open",
        "There is evidence, but the document does not say how often or by when. Such a "
        "promise can never be overdue.",
    ),
    "not-yet-applicable": (
        "Not yet applicable",
        "quiet",
        "Nothing is owed yet: the promise has not begun, it rests on another "
        "that is not kept, nothing has set off its deadline, or its first last day lies beyond the "
        "days of notice.",
    ),
    "dispensed": (
        "Dispensed with",
        "quiet",
        "A recorded decision says that the promise need not be kept for a time.",
    ),
    "ended": (
        "Ended",
        "ended",
        "The promise no longer holds. How it stood on its last day is shown.",
    ),
}
"""Each state: its word, its tone on the page, and what it means; the most pressing first."""

ORDER = {code: place for place, code in enumerate(STATES)}
"""Where a state stands in a list: 0 is the most pressing."""

FROM_BEST_TO_WORST: tuple[Code, ...] = (
    "met", "late-but-done", "no-frequency", "not-yet-applicable", "due-soon", "due",
    "not-evidenced", "overdue",
)  # fmt: skip
"""The order in which one more event may move a duty, only ever to the left. `ended` and
`dispensed` follow from dates and decisions, not from what was done."""

Outcome = Literal["kept", "late", "missed", "open", "excused"]


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """How one period, or one interval, went: from its first day to the last day that kept it."""

    start: date
    end: date
    label: str
    needed: int
    done: int
    outcome: Outcome
    sentence: str
    events: tuple[Happened, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.outcome in ("kept", "late")

    @property
    def is_running(self) -> bool:
        return self.outcome == "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rule of one kind of duty finds, before decisions and dates are laid over it."""

    code: Code
    arithmetic: tuple[str, ...]
    counting: str
    next_due: date | None = None
    deciding: tuple[Happened, ...] = ()
    periods: tuple[PeriodResult, ...] = ()
    provisional: bool = False
    who_must_act: str = ""  # empty: the owner


@dataclass(frozen=True)
class DutyState:
    """The state of one duty as at a day, with the working in words, the most telling sentence
    first. `next_due` is the day by which something is owed, or was: overdue, it is in the past."""

    duty: Duty
    code: Code
    arithmetic: tuple[str, ...]
    next_due: date | None = None
    last_done: date | None = None
    deciding: tuple[Happened, ...] = ()
    periods: tuple[PeriodResult, ...] = ()
    counting: str = ""
    is_provisional: bool = False
    who_must_act: str = ""  # by office: the owner, the members missing, or whose step is next

    @property
    def word(self) -> str:
        return STATES[self.code][0]

    @property
    def tone(self) -> str:
        return STATES[self.code][1]
