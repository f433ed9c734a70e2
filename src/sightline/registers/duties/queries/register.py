"""The register of duties as at a day: what was promised, what happened, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection
from django.utils import timezone

from sightline.foundation.calendar import calendar_for
from sightline.foundation.errors import NotSeen
from sightline.foundation.statements import Objects, given
from sightline.registers.duties.models import Dispensation, RunningClock
from sightline.registers.duties.models import Edition as EditionRow
from sightline.registers.duties.queries.holders import (
    Holder,
    appointments,
    everyone_who_held,
    joined,
)
from sightline.registers.duties.rules.books import Books
from sightline.registers.duties.rules.editions import Edition
from sightline.registers.duties.rules.facts import (
    Decided,
    Dispensed,
    DutyState,
    Happened,
    Held,
    Running,
)
from sightline.registers.duties.rules.states import states
from sightline.registers.partnership.models import ContradictionDecision, OneOffDay
from sightline.registers.partnership.queries import arrangement_on
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.arrangement import Duty as Promise


@dataclass(frozen=True, eq=False)  # one is itself, so that what is drawn of it can be kept with it
class Register:
    """The register of one partnership as at a day."""

    books: Books
    as_at: date
    holders: Sequence[Holder]
    names: Mapping[str, str]

    @property
    def arrangement(self) -> Arrangement:
        return self.books.arrangement

    def states(self) -> list[DutyState]:
        """The state of every duty."""
        return list(self._states)

    @cached_property
    def _states(self) -> list[DutyState]:
        return states(self.books, self.as_at)

    def state(self, key: str) -> DutyState:
        """The state of one duty; `NotSeen` when the arrangements of the day do not contain it."""
        for state in self._states:
            if state.duty.id == key:
                return state
        raise NotSeen

    def owner(self, duty: Promise) -> str:
        """The body or role that owes a duty, by name."""
        return self.names.get(duty.owner_body or duty.owner_role or "", "")

    def who_acts(self, duty: Promise) -> str:
        """Who must act next: the chair of the body that owes it, or the holder of the role."""
        for one in self.owners(duty):
            return f"{one.person}, {one.title}"
        owner = self.owner(duty)
        if duty.owner_body:
            return f"Chair of {owner} (nobody holds the chair)"
        return f"{owner} (nobody holds this post)" if owner else ""

    def chairs_of(self, body: str) -> Sequence[Holder]:
        """Who chairs a body on the day."""
        return self._answering.get(("chair", body), ())

    def owners(self, duty: Promise) -> list[Holder]:
        """Who answers for a duty: the chair of the body that owes it, or holders of the post."""
        chairs = self._answering.get(("chair", duty.owner_body or ""), ())
        posts = self._answering.get(("post", duty.owner_role or ""), ())
        return [*chairs, *(one for one in posts if one not in chairs)]

    @cached_property
    def _answering(self) -> Mapping[tuple[str, str], Sequence[Holder]]:
        """Who holds each chair and each post on the day."""
        found: dict[tuple[str, str], list[Holder]] = {}
        for one in self.holders:
            if one.holds_on(self.as_at):
                if one.function == "chair" and one.body:
                    found.setdefault(("chair", one.body), []).append(one)
                if one.role:
                    found.setdefault(("post", one.role), []).append(one)
        return found

    def chairs(self, duty: Promise) -> list[Holder]:
        """Who is told when it is overdue: the chair of the body that owes it; where a post owes
        it, the chair of the executive."""
        executive = {one.id for one in self.arrangement.bodies if one.kind == "executive"}
        wanted = {duty.owner_body} if duty.owner_body else executive
        return [
            one
            for one in self.holders
            if one.function == "chair" and one.body in wanted and one.holds_on(self.as_at)
        ]


def register_as_at(partnership_id: int, as_at: date, *, today: date) -> Register | None:
    """Everything the register needs, in a fixed number of statements. It is the same for everybody
    who may read it, and kept while nothing it is made of has changed; who may not, gets no edition
    from the database and so nothing that was kept."""
    edition = _edition(partnership_id)  # before everything else: see the migration that made it
    running = _running(partnership_id)
    if edition is None:
        return _read(partnership_id, as_at, today, running)
    names = tuple(one.reference for each in running.values() for one in each)  # as this reader sees
    about = (partnership_id, as_at, today, names)
    kept = _kept.get(about)
    if kept is None or kept[0] != edition:
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[about] = (edition, _read(partnership_id, as_at, today, running))
    return kept[1]


KEPT = 6  # registers a process keeps: today's of a few partnerships, and days just asked about
_kept: dict[tuple[object, ...], tuple[str, Register | None]] = {}


def _edition(partnership_id: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_register_edition(%s)", [partnership_id])
        (edition,) = cursor.fetchone() or (None,)
    return edition


def _read(
    partnership_id: int, as_at: date, today: date, running: dict[str, list[Running]]
) -> Register | None:
    arrangement = arrangement_on(partnership_id, as_at)
    if arrangement is None:
        return None
    holders = everyone_who_held(partnership_id)
    held: dict[str, list[Held]] = {}
    for one in holders:
        if one.body and one.function == "member":
            held.setdefault(one.body, []).append(Held(one.place, one.title, one.first, one.last))
    extra = dict(OneOffDay.objects.filter(partnership_id=partnership_id).values_list("day", "name"))
    books = Books(
        arrangement=arrangement,
        calendar=calendar_for(today, extra),
        happenings=[*_happenings(partnership_id, as_at), *appointments(holders, as_at)],
        held={body: joined(rows) for body, rows in held.items()},
        decided=_decided(partnership_id, arrangement, as_at),
        dispensed=_dispensed(partnership_id),
        running=running,
        editions=_editions(partnership_id),
    )
    names = {body.id: body.name for body in arrangement.bodies}
    names |= {role.id: role.name for role in arrangement.roles}
    return Register(books, as_at, holders, names)


HAPPENINGS = """
SELECT f.kind, f."on", (f.entered_at AT TIME ZONE 'Europe/London')::date, f.body_key, f.source_key,
       f.document_key, f.topic, f.place_key, COALESCE(d.key, ''), COALESCE(f.record_id::text, ''),
       f.id, f.late_reason, COALESCE(e.name, '')
FROM duties_fulfilment f LEFT JOIN duties_duty d ON d.id = f.duty_id
LEFT JOIN duties_edition e ON e.id = f.edition_id AND e.withdrawn_at IS NULL
WHERE f.partnership_id = %s AND f.withdrawn_at IS NULL AND f."on" <= %s
"""


def _happenings(partnership_id: int, as_at: date) -> list[Happened]:
    """Years of them, so without objects between: columns in the order of `Happened`. The record
    is named by its number, which is the same whether or not the reader sees the record."""
    with connection.cursor() as cursor:
        cursor.execute(HAPPENINGS, [partnership_id, as_at])
        return [Happened(*row) for row in cursor.fetchall()]


def _editions(partnership_id: int) -> dict[str, list[Edition]]:
    found: dict[str, list[Edition]] = {}
    rows = EditionRow.objects.filter(partnership_id=partnership_id, withdrawn_at__isnull=True)
    for row in rows.order_by("begun_on"):
        found.setdefault(row.document_key, []).append(
            Edition(row.name, row.begun_on, row.starts_on, row.ends_on, row.pk)
        )
    return found


def _decided(partnership_id: int, arrangement: Arrangement, as_at: date) -> dict[str, Decided]:
    """The decision that stood on a day for each contradiction, replaced ones included: of those
    taken by then, the one entered last, which replaced the others."""
    found = {
        about.id: Decided(about.decision, about.decided_by or "", about.decided_on)
        for about in arrangement.contradictions
        if about.decision and about.decided_on
    }
    rows = ContradictionDecision.objects.filter(
        partnership_id=partnership_id, decided_on__lte=as_at
    )
    for row in rows.order_by("entered_at", "id"):
        found[row.contradiction_key] = Decided(row.reading_key, row.decided_by, row.decided_on)
    return found


def _dispensed(partnership_id: int) -> dict[str, list[Dispensed]]:
    found: dict[str, list[Dispensed]] = {}
    rows = Dispensation.objects.filter(partnership_id=partnership_id, withdrawn_at__isnull=True)
    for row in rows.select_related("duty"):
        found.setdefault(row.duty.key, []).append(
            Dispensed(row.starts_on, row.ends_on, row.reason, row.decided_by, row.decided_on)
        )
    return found


RUNNING = Objects(
    lambda: RunningClock.objects.filter(partnership=given("partnership", int)).select_related(
        "duty", "record"
    )
)


def _running(partnership_id: int) -> dict[str, list[Running]]:
    found: dict[str, list[Running]] = {}
    for row in RUNNING.rows(partnership=partnership_id):
        reference = row.record.reference if row.record else ""
        found.setdefault(row.duty.key, []).append(
            Running(
                started_on=row.started_on,
                due_on=row.due_on,
                stopped_on=row.stopped_on,
                reference=reference,
                workings=row.workings,
                is_provisional=row.is_provisional,
                entered_on=timezone.localdate(row.entered_at),
                version=row.rule_version,
                late_reason=row.late_reason,
                record=str(row.record_id or ""),
            )
        )
    return found
