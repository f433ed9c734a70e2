"""What the rules are told, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sightline.foundation.calendar import WorkingCalendar
from sightline.registers.partnership.rules.arrangement import Arrangement, Duty, FulfilmentKind

LATE_ENTRY_DAYS = 14
"""An entry made more than this many days after the event is shown as entered late."""


@dataclass(frozen=True)
class Happened:
    """Something that an ordinary record, or a person vouching, told the register."""

    kind: str
    on: date
    entered_on: date
    body: str = ""
    source: str = ""
    document: str = ""
    topic: str = ""
    place: str = ""  # whose place at the table, for quotas
    duty: str = ""  # attested for this duty alone
    reference: str = ""
    number: int = 0
    late_reason: str = ""

    @property
    def is_attested(self) -> bool:
        return bool(self.duty)


@dataclass(frozen=True)
class Part:
    """The part of a duty that an attested entry is for: a member's place, or a step or item of a
    document."""

    kind: FulfilmentKind = "attested"
    document: str = ""
    topic: str = ""
    place: str = ""


@dataclass(frozen=True)
class Held:
    """A place at a body's table that somebody held between two days (`None`: still)."""

    place: str
    title: str
    first: date
    last: date | None


@dataclass(frozen=True)
class Decided:
    """The reading of a contradiction that the partnership decided to follow."""

    reading: str
    by: str
    on: date


@dataclass(frozen=True)
class Dispensed:
    """A decision that a duty need not be kept between two days."""

    starts_on: date
    ends_on: date
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Running:
    """A deadline that was started; its due date was stored then and is never reckoned again."""

    started_on: date
    due_on: date
    stopped_on: date | None
    reference: str
    workings: str
    is_provisional: bool


@dataclass(frozen=True)
class Books:
    """All that is known of one partnership when its duties are judged."""

    arrangement: Arrangement
    calendar: WorkingCalendar
    happenings: Sequence[Happened] = ()
    held: Mapping[str, Sequence[Held]] = field(default_factory=dict)  # by body
    decided: Mapping[str, Decided] = field(default_factory=dict)  # by contradiction
    dispensed: Mapping[str, Sequence[Dispensed]] = field(default_factory=dict)  # by duty
    running: Mapping[str, Sequence[Running]] = field(default_factory=dict)  # by duty

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Happened]]:
        """Happenings by kind, oldest first; read once for all duties."""
        index: dict[str, list[Happened]] = {}
        for one in sorted(self.happenings, key=lambda one: (one.on, one.number)):
            index.setdefault(one.kind, []).append(one)
        return index

    @cached_property
    def attested(self) -> Mapping[str, Sequence[Happened]]:
        """Attested entries by the duty they are for."""
        index: dict[str, list[Happened]] = {}
        for one in self.by_kind.get("attested", ()):
            index.setdefault(one.duty, []).append(one)
        return index

    def evidence_for(self, duty: Duty, as_at: date) -> list[Happened]:
        """What counts for a duty up to a day, oldest first."""
        found = {id(one): one for one in self.attested.get(duty.id, ()) if one.on <= as_at}
        for rule in duty.evidenced_by:
            if rule.kind == "attested":
                continue
            for one in self.by_kind.get(rule.kind, ()):
                if one.on > as_at:
                    break
                if (
                    (rule.body is None or rule.body == one.body)
                    and (rule.source is None or rule.source == one.source)
                    and (rule.document is None or rule.document == one.document)
                    and (rule.topic is None or rule.topic == one.topic)
                ):
                    found[id(one)] = one
        return sorted(found.values(), key=lambda one: (one.on, one.number))


STATES = {
    "overdue": ("Overdue", "late", "Its time has passed and nothing shows that it was done."),
    "not-evidenced": ("Not evidenced", "missing", "Nothing on record shows that it is kept."),
    "due": ("Due", "now", "It falls due within seven days."),
    "due-soon": ("Due soon", "soon", "It falls due within four weeks."),
    "late-but-done": ("Late but done", "mended", "It was done, after its time."),
    "met": ("Met", "done", "It is kept: what is on record shows it."),
    "no-frequency": (
        "No frequency stated",
        "open",
        "There is evidence; the arrangements print no figure, so it can never be overdue.",
    ),
    "not-yet-applicable": ("Not yet applicable", "quiet", "Nothing is owed yet."),
    "dispensed": ("Dispensed with", "quiet", "A recorded decision sets it aside for a time."),
    "ended": ("Ended", "ended", "The arrangements no longer contain it."),
}
"""Each state: its word, its tone on the page, and what it means; from worst to quietest."""

ORDER = {code: place for place, code in enumerate(STATES)}
"""0 is worst. A fulfilment more may never make the place smaller."""


@dataclass(frozen=True)
class PeriodResult:
    """One period that is over or running: what was needed, what was done, what is missing."""

    label: str
    start: date
    end: date
    needed: int
    done: int
    is_running: bool
    missing: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.done >= self.needed


@dataclass(frozen=True)
class DutyState:
    """The state of one duty as at a day, with the arithmetic in words."""

    duty: Duty
    code: str
    arithmetic: tuple[str, ...]
    next_due: date | None = None
    last_done: date | None = None
    deciding: tuple[Happened, ...] = ()
    periods: tuple[PeriodResult, ...] = ()
    counting: str = ""
    is_provisional: bool = False

    @property
    def word(self) -> str:
        return STATES[self.code][0]

    @property
    def tone(self) -> str:
        return STATES[self.code][1]
