"""What the register is told, as plain values: events, members, decisions and running deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.registers.partnership.rules.arrangement import FulfilmentKind


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened on a day and may keep a promise. `entered_on` is when it was written
    down: it never decides a state, and is shown where it is late."""

    kind: FulfilmentKind
    on: date
    entered_on: date
    body: str = ""
    source: str = ""
    document: str = ""
    topic: str = ""
    seat: str = ""  # whose it was, where a promise binds each member
    reference: str = ""  # of the record that told the register
    attested: bool = False
    late_reason: str = ""
    duty: str = ""  # set where a person entered it for this duty alone
    edition: str = ""  # which edition of the document: "2019-20"


@dataclass(frozen=True, slots=True)
class Member:
    """A place at a body's table and the days between which one person held it."""

    body: str
    seat: str
    title: str
    held_from: date
    held_to: date | None = None


@dataclass(frozen=True, slots=True)
class Dispensed:
    """A recorded decision that a duty need not be kept between two days, both included."""

    duty: str
    starts_on: date
    ends_on: date
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on which reading of a contradiction is followed."""

    contradiction: str
    reading: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline that an event started. The due date was stored when it began, with the version of
    the rule that gave it, and is never worked out again."""

    duty: str
    started_on: date
    due_on: date
    version: str
    entered_on: date
    stopped_on: date | None = None
    reference: str = ""
    workings: str = ""
    is_provisional: bool = False
    late_reason: str = ""

    def known_on(self, day: date) -> bool:
        """Whether it had begun: one counted backwards starts from a day that is still to come, so
        it begins when the plan is entered."""
        if self.due_on < self.started_on:
            return self.entered_on <= day
        return self.started_on <= day


@dataclass(frozen=True)
class Facts:
    """Everything the register is told about one partnership."""

    happened: Sequence[Happened] = ()
    members: Sequence[Member] = ()
    dispensed: Sequence[Dispensed] = ()
    decided: Sequence[Decided] = ()
    running: Sequence[Running] = ()
