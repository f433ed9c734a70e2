"""Meetings that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sightline.foundation.errors import NotSeen
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Body, Place, Seat
from sightline.registers.partnership.queries import arrangement_on, places_of
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.records.queries import sight, visible_to
from sightline.work.governance.models import Attendance, Meeting
from sightline.work.governance.rules import meetings as rules


def meetings(actor: Actor, now: datetime, *, body: Body | None = None) -> QuerySet[Meeting]:
    """Meetings the actor may see, newest first, of one body or of all."""
    rows = Meeting.objects.filter(sight(actor, now, "record__"), partnership=actor.partnership_id)
    if body is not None:
        rows = rows.filter(body=body)
    rows = rows.select_related("record", "body").defer("record__words", "record__summary")
    return rows.order_by("-on", "-id")


def newest(
    actor: Actor, now: datetime, *, limit: int, body: Body | None = None, after: int | None = None
) -> list[Meeting]:
    """The newest meetings the actor may see, or those that come after one record in that list.
    Cover sheets are chosen first, so that meetings are read for one page and not for ten years."""
    covers = visible_to(actor, now).filter(
        partnership=actor.partnership_id, kind="governance:meeting"
    )
    if body is not None:
        covers = covers.filter(body=body)
    if after is not None:
        on = covers.filter(pk=after).values_list("on", flat=True).first()
        if on is None:
            raise NotSeen
        covers = covers.filter(Q(on__lt=on) | Q(on=on, id__lt=after))
    chosen = list(covers.order_by("-on", "-id").values_list("pk", flat=True)[:limit])
    rows = Meeting.objects.filter(record__in=chosen).select_related("record", "body")
    rows = rows.defer("record__words", "record__summary")
    return sorted(rows, key=lambda row: chosen.index(row.record_id))


def meeting(actor: Actor, reference: str, now: datetime) -> Meeting:
    """The meeting with this reference; `NotSeen` when it is absent or hidden."""
    found = meetings(actor, now).filter(record__reference=reference).first()
    if found is None:
        raise NotSeen
    return found


def coming(actor: Actor, now: datetime, today: date, limit: int = 10) -> list[Meeting]:
    """The next planned meetings the actor may see, soonest first."""
    rows = meetings(actor, now).filter(state=Meeting.State.PLANNED, on__gte=today)
    return list(rows.order_by("on", "id")[:limit])


def unrecorded(actor: Actor, now: datetime, today: date, limit: int = 20) -> list[Meeting]:
    """Planned meetings whose day has passed and that nobody recorded as held or cancelled."""
    rows = meetings(actor, now).filter(state=Meeting.State.PLANNED, on__lt=today)
    return list(rows.order_by("on", "id")[:limit])


@dataclass(frozen=True)
class Row:
    """One place in the register of a meeting: who holds it that day, and what was entered."""

    place: Place
    seat: Seat | None
    name: str
    entered: Attendance | None


def register_of(meeting: Meeting, at: datetime) -> list[Row]:
    """Every place of the body as it was held at the meeting, with what was entered for it. The
    chair's own place is left out where its holder sits in another: nobody counts twice."""
    entered = {(row.place_id, row.seat_id): row for row in meeting.attendances.all()}
    rows: list[Row] = []
    for place in places_of(meeting.body, at):
        seats = [seat for seat in place.live_seats if seat.deputises_for_id is None]  # type: ignore[attr-defined]
        for seat in seats:
            rows.append(Row(place, seat, seat.person.name, entered.get((place.pk, seat.pk))))
        if not seats and not place.holds_many:
            rows.append(Row(place, None, "", entered.get((place.pk, None))))
    holders = {row.seat.person_id for row in rows if row.seat and row.place.function != "chair"}
    return [
        row
        for row in rows
        if row.place.function != "chair"
        or (row.seat is not None and row.seat.person_id not in holders)
    ]


def counted(shown: list[Meeting]) -> list[Meeting]:
    """The same meetings with how many took part and how many sent apologies."""
    rows = Attendance.objects.filter(meeting__in=shown).values_list("meeting_id", "how")
    counts = {(number, how): n for number, how, n in rows.annotate(n=Count("id"))}
    came = (Attendance.How.ATTENDED, Attendance.How.DEPUTY)
    for row in shown:
        row.took_part = sum(counts.get((row.pk, how), 0) for how in came)  # type: ignore[attr-defined]
        row.apologies = counts.get((row.pk, Attendance.How.APOLOGIES), 0)  # type: ignore[attr-defined]
    return shown


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
    if arrangement is None:
        return []
    names = {body.id: body.name for body in arrangement.bodies}
    names |= {role.id: role.name for role in arrangement.roles}
    keys = [
        line.sender_body or line.sender_role or ""
        for line in arrangement.reporting_lines
        if line.to_body == meeting.body.key and line.holds_on(meeting.on)
    ]
    keys += [body.id for body in arrangement.bodies if body.reports_to == meeting.body.key]
    return [(key, names[key]) for key in dict.fromkeys(keys) if key in names]


def _body_in_force(meeting: Meeting):  # type: ignore[no-untyped-def]
    arrangement = arrangement_on(meeting.partnership_id, meeting.on)
    bodies = arrangement.bodies if arrangement else ()
    return next((part for part in bodies if part.id == meeting.body.key), None)


@dataclass(frozen=True)
class Turnout:
    """How the places of an agency at one body were filled over a stretch of meetings."""

    body_key: str
    body: str
    expected: int
    came: int
    deputies: int
    apologies: int
    absent: int


def turnout_of_agency(agency_id: int, since: date, until: date) -> list[Turnout]:
    """How often an agency's places were filled at meetings held between two days, body by body
    (R2.2). Counts only: which meetings they were is seen by those who see the meetings."""
    rows = (
        Attendance.objects.filter(
            place__agency_id=agency_id,
            meeting__state=Meeting.State.HELD,
            meeting__on__range=(since, until),
        )
        .exclude(how=Attendance.How.VACANT)
        .values("meeting__body__key", "meeting__body__name")
        .annotate(
            expected=Count("id"),
            attended=Count("id", filter=Q(how=Attendance.How.ATTENDED)),
            deputies=Count("id", filter=Q(how=Attendance.How.DEPUTY)),
            apologies=Count("id", filter=Q(how=Attendance.How.APOLOGIES)),
            absent=Count("id", filter=Q(how=Attendance.How.ABSENT)),
        )
        .order_by("meeting__body__name")
    )
    return [
        Turnout(
            row["meeting__body__key"],
            row["meeting__body__name"],
            row["expected"],
            row["attended"] + row["deputies"],
            row["deputies"],
            row["apologies"],
            row["absent"],
        )
        for row in rows
    ]


def moment_of(meeting: Meeting) -> datetime:
    """The moment whose seats count at a meeting: its start, or midday."""
    return timezone.make_aware(datetime.combine(meeting.on, meeting.starts_at or time(12)))
