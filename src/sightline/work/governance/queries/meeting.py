"""One meeting: its register of places, its reports, its quorum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Q, QuerySet, Value
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.registers.partnership.queries import (
    AtTable,
    SeatAtTable,
    arrangement_on,
    table_of,
)
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.records.queries import InSight, OneInSight
from sightline.work.governance.models import Attendance, Meeting, ReportReceived, Request
from sightline.work.governance.rules import meetings as rules

WAYS = dict(Attendance.How.choices)
REQUESTS = dict(Request.Kind.choices)
MEETING = OneInSight(
    lambda: Meeting.objects.select_related("record", "body").defer(
        "record__words", "record__summary"
    )
)


def meeting(actor: Actor, reference: str, now: datetime) -> Meeting:
    """The meeting with this reference; `NotSeen` when it is absent or hidden."""
    return MEETING.by(actor, reference, now)


class Put(NamedTuple):
    """What is put before a meeting: the report of somebody, or a request that was accepted."""

    kind: str  # empty: a report
    pk: int
    reference: str
    what: str
    by: str

    @property
    def kind_in_words(self) -> str:
        return REQUESTS[self.kind]


class Entered(NamedTuple):
    """What was entered for a place at a meeting."""

    place_id: int
    seat_id: int | None
    how: str
    deputy_name: str

    @property
    def how_in_words(self) -> str:
        return WAYS[self.how]


class _Written(NamedTuple):
    """Either of them, so that one statement brings both."""

    part: str
    pk: int
    seat: int | None
    words: str
    who: str
    reference: str


def _written(sees: Q) -> QuerySet[Any, Any]:
    meeting, nothing, nobody = given("meeting", int), Value(""), Value(None, BigIntegerField())
    came = Attendance.objects.filter(meeting=meeting)
    reports = ReportReceived.objects.filter(meeting=meeting)
    requests = Request.objects.filter(sees, meeting=meeting, state__in=["accepted", "done"])
    return came.values_list(
        Value("came"), "place_id", "seat_id", "how", "deputy_name", nothing
    ).union(
        reports.values_list(nothing, "pk", nobody, "source_name", nothing, nothing),
        requests.values_list("kind", "pk", nobody, "subject", "asked_by", "record__reference"),
        all=True,
    )


WRITTEN = InSight(lambda sees: Statement(_Written, lambda: _written(sees)), "record__")


@dataclass(frozen=True)
class Written:
    """Who came to a meeting, the reports put before it in the order they were recorded, and the
    accepted requests that it is to deal with."""

    entered: list[Entered]
    reports: list[Put]
    requests: list[Put]


def written_of(meeting: Meeting, actor: Actor, now: datetime) -> Written:
    """What is on record for a meeting already seen, as far as the actor may see it."""
    rows = WRITTEN.rows(actor, now, meeting=meeting.pk)
    put = sorted((one for one in rows if one.part != "came"), key=lambda one: one.pk)
    told = [Put(one.part, one.pk, one.reference, one.words, one.who) for one in put]
    return Written(
        [Entered(one.pk, one.seat, one.words, one.who) for one in rows if one.part == "came"],
        [one for one in told if not one.kind],
        [one for one in told if one.kind],
    )


@dataclass(frozen=True)
class Row:
    """One place in the register of a meeting: who holds it that day, and what was entered."""

    place: AtTable
    seat: SeatAtTable | None
    name: str
    entered: Entered | None


ENTERED = Statement(
    Entered,
    lambda: Attendance.objects.filter(meeting=given("meeting", int)).values_list(
        "place_id", "seat_id", "how", "deputy_name"
    ),
)


def register_of(meeting: Meeting, at: datetime, came: list[Entered] | None = None) -> list[Row]:
    """Every place of the body as it was held at the meeting, with what was entered for it (`came`,
    where that was read already). The chair's own place is left out where its holder sits in
    another: nobody counts twice."""
    came = ENTERED.rows(meeting=meeting.pk) if came is None else came
    entered = {(row.place_id, row.seat_id): row for row in came}
    rows: list[Row] = []
    for place, seats in table_of(meeting.body_id, at):
        sitting = [seat for seat in seats if seat.deputises_for is None]
        for seat in sitting:
            rows.append(Row(place, seat, seat.name, entered.get((place.pk, seat.pk))))
        if not sitting and not place.holds_many:
            rows.append(Row(place, None, "", entered.get((place.pk, None))))
    holders = {row.seat.person for row in rows if row.seat and row.place.function != "chair"}
    return [
        row
        for row in rows
        if row.place.function != "chair"
        or (row.seat is not None and row.seat.person not in holders)
    ]


def quorum_of(meeting: Meeting, came: list[rules.Came]) -> rules.Quorate:
    """Whether the meeting was quorate under the arrangements in force on its day."""
    stated = _body_in_force(meeting)
    if stated is None or stated.quorum is None:
        return rules.quorum(came, needed=None, must_include=(), printed=None)
    return rules.quorum(
        came,
        needed=stated.quorum.n,
        must_include=stated.quorum.must_include,
        printed=stated.quorum.printed,
    )


def reporters_to(meeting: Meeting) -> list[tuple[str, str]]:
    """Bodies and roles that the arrangements of that day have report to this body: key, name."""
    arrangement: Arrangement | None = arrangement_on(meeting.partnership_id, meeting.on)
    return reporters_of(arrangement, meeting.body.key, meeting.on) if arrangement else []


def reporters_of(arrangement: Arrangement, body: str, on: date) -> list[tuple[str, str]]:
    """Bodies and roles that these arrangements have report to a body on a day: key, name."""
    names = {one.id: one.name for one in arrangement.bodies}
    names |= {role.id: role.name for role in arrangement.roles}
    keys = [
        line.sender_body or line.sender_role or ""
        for line in arrangement.reporting_lines
        if line.to_body == body and line.holds_on(on)
    ]
    keys += [one.id for one in arrangement.bodies if one.reports_to == body]
    return [(key, names[key]) for key in dict.fromkeys(keys) if key in names]


def _body_in_force(meeting: Meeting):  # type: ignore[no-untyped-def]
    arrangement = arrangement_on(meeting.partnership_id, meeting.on)
    bodies = arrangement.bodies if arrangement else ()
    return next((part for part in bodies if part.id == meeting.body.key), None)


def moment_of(meeting: Meeting) -> datetime:
    """The moment whose seats count at a meeting: its start, or midday."""
    return timezone.make_aware(datetime.combine(meeting.on, meeting.starts_at or time(12)))
