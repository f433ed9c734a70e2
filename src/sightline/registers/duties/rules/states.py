"""The states a duty can be in, what each means, and the answer the register gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sightline.registers.duties.rules.facts import Happened

Code = Literal[
    "met", "due-soon", "due", "overdue", "late-but-done", "not-evidenced", "no-frequency",
    "not-yet-applicable", "ended", "dispensed",
]  # fmt: skip

SOON = 28
"""Days of notice before a last day, unless the partnership sets others."""

NAMES: dict[Code, str] = {
    "met": "Met",
    "due-soon": "Due soon",
    "due": "Due",
    "overdue": "Overdue",
    "late-but-done": "Late but done",
    "not-evidenced": "Not evidenced",
    "no-frequency": "No frequency stated",
    "not-yet-applicable": "Not yet applicable",
    "ended": "Ended",
    "dispensed": "Dispensed with",
}

MEANINGS: dict[Code, str] = {
    "met": "The promise is kept so far, and nothing more is owed within the days of notice.",
    "due-soon": "Something is still to be done, and its last day falls within the days of notice.",
    "due": "Something is still to be done, and today is its last day.",
    "overdue": "The last day has passed and it has not been done. Only a promise with a printed "
    "figure, a date or a running deadline can be overdue.",
    "late-but-done": "It was done, but after its last day, or not in the order promised. The state "
    "returns to met when the promise is next kept in time.",
    "not-evidenced": "Nothing recorded shows the promise kept, or only a part of it is shown, and "
    "no last day is printed by which it had to be.",
    "no-frequency": "There is evidence, but the document does not say how often or by when. Such a "
    "promise can never be overdue.",
    "not-yet-applicable": "Nothing is owed yet: the promise has not begun, it rests on another "
    "that is not kept, nothing has set off its deadline, or its first last day lies beyond the "
    "days of notice.",
    "ended": "The promise no longer holds. How it stood on its last day is shown.",
    "dispensed": "A recorded decision says that the promise need not be kept for a time.",
}

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
    done: tuple[Happened, ...]
    outcome: Outcome
    sentence: str


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


@dataclass(frozen=True, slots=True)
class DutyState:
    """The state of one duty as at one day, with the working in words. `next_due` is the day by
    which something is owed, or was: where it is overdue it lies in the past."""

    duty: str
    as_at: date
    code: Code
    arithmetic: tuple[str, ...]
    next_due: date | None
    last_done: date | None
    deciding: tuple[Happened, ...]
    periods: tuple[PeriodResult, ...]
    counting: str
    provisional: bool
    who_must_act: str

    @property
    def name(self) -> str:
        """The state as people say it."""
        return NAMES[self.code]
