"""Meetings planned, held, cancelled, recorded late or not yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from django.utils import timezone

from sightline.foundation.calendar import add_months, calendar_for
from sightline.registers.partnership.models import Body, Seat
from sightline.registers.partnership.queries import AtTable, SeatAtTable
from sightline.web.demonstration_year import agendas
from sightline.web.demonstration_year.world import FIRST, LAST, World
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Attendance
from sightline.work.governance.queries import register_of, reporters_to

MONTHS_BACK = 20


def build(world: World) -> Iterator[str]:
    """Hold the meetings of every body."""
    agendas.keep_templates(world)
    yield f"{_hold_meetings(world)} meetings planned, held, cancelled or waiting to be recorded"


def _hold_meetings(world: World) -> int:
    made = 0
    calendar = calendar_for(world.today)
    first = add_months(world.today, -MONTHS_BACK)
    for order, part in enumerate(world.arrangement.bodies):
        if part.kind == "former-board" or not part.holds_on(world.today):
            continue
        body = Body.objects.get(partnership=world.partnership, key=part.id)
        gap = _gap(world, part.id, part.kind)
        day, number = max(first, world.arrangement.starts_on) + timedelta(days=9 * order), 0
        while day <= add_months(world.today, 4):
            on = calendar.add_working_days(day - timedelta(days=1), 1)
            skipped = (
                part.kind == "forum" and not part.chair.role and on > add_months(world.today, -6)
            )
            if not (skipped and on < world.today):
                _one_meeting(world, body, on, number)
                made += 1
            day, number = add_months(day, gap), number + 1
    return made


def _gap(world: World, body: str, kind: str) -> int:
    promised = [
        stage
        for duty in world.arrangement.duties
        if duty.kind == "cadence" and duty.body == body
        for stage in duty.stages
        if stage.ends_on is None
    ]
    for stage in promised:
        if stage.times and stage.times.per in ("quarter", "half-year", "year"):
            months = {"quarter": 3, "half-year": 6, "year": 12}[stage.times.per]
            return max(1, months // stage.times.n)
        if stage.every and stage.every.unit == "months":
            return stage.every.n
    return {"executive": 3, "forum": 6, "panel": 2}.get(kind, 2)


def _one_meeting(world: World, body: Body, on: date, number: int) -> None:
    planned_at = world.at(on - timedelta(days=60))
    meeting = governance.plan_meeting(
        body=body,
        on=on,
        starts_at=time(10),
        ends_at=time(12),
        venue="Room 1, Invented House",
        by=world.by,
        now=min(planned_at, timezone.now()),
    )
    if on > world.today:
        return
    if number == 2 and body.kind == "group":
        governance.cancel_meeting(
            meeting=meeting,
            reason="Too few members could come (invented)",
            by=world.by,
            now=world.at(on - timedelta(days=3)),
        )
        return
    late = 25 if number == 3 else 2
    entered_on = on + timedelta(days=late)
    if entered_on > world.today:
        return  # its day has come, and nobody has recorded it yet
    agendas.fill(world, meeting)
    now = world.at(entered_on, 15)
    rows = register_of(meeting, world.at(on))
    filled = [_filled(world, row.place, row.seat, row.name) for row in rows]
    if not filled:
        return
    governance.record_attendance(meeting=meeting, filled=filled, by=world.by, now=now)
    agendas.write_up(world, meeting)
    present = [one for one in filled if one.how in (Attendance.How.ATTENDED, Attendance.How.DEPUTY)]
    if not present:
        return
    for key, name in reporters_to(meeting):
        if world.chance.random() < 0.85:
            governance.receive_report(
                meeting=meeting, source_key=key, source_name=name, by=world.by, now=now
            )
    chair = Seat.objects.filter(
        place__body=body, place__function="chair", starts_at__lte=world.at(on)
    ).order_by("-starts_at")
    seat = chair.select_related("person").first()
    governance.hold_meeting(
        meeting=meeting,
        chaired_by=seat,
        chair_name=seat.person.name if seat else present[0].name,
        late_reason="The office was short of staff (invented)" if late > 14 else "",
        by=world.by,
        now=now,
        today=entered_on,
    )


def _filled(
    world: World, place: AtTable, seat: SeatAtTable | None, name: str
) -> governance.PlaceFilled:
    if seat is None:
        return governance.PlaceFilled(place, None, Attendance.How.VACANT, "")
    drawn = world.chance.random()
    if drawn < 0.78:
        return governance.PlaceFilled(place, seat, Attendance.How.ATTENDED, name)
    if drawn < 0.88:
        first = FIRST[world.chance.randrange(len(FIRST))]
        deputy = f"{first} {LAST[world.chance.randrange(len(LAST))]}"
        return governance.PlaceFilled(place, seat, Attendance.How.DEPUTY, name, deputy)
    how = Attendance.How.APOLOGIES if drawn < 0.97 else Attendance.How.ABSENT
    return governance.PlaceFilled(place, seat, how, name)
