"""The demonstration: invented people keep, miss and mend the promises of the loaded arrangements.

Everything is done through the same operations as in earnest, from what the arrangement file says,
so it works for any partnership's file. It ends today, and the same day gives the same world.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sightline.foundation.accounts import operations as accounts
from sightline.foundation.accounts.models import Person
from sightline.foundation.calendar import add_months, add_years, calendar_for
from sightline.foundation.permissions import Actor, system_actor
from sightline.registers.duties import operations as duties
from sightline.registers.duties.models import Duty
from sightline.registers.duties.queries import Register, parts_of, register_as_at
from sightline.registers.duties.rules.facts import Part
from sightline.registers.partnership import operations as partnership_operations
from sightline.registers.partnership.models import Body, Partnership, Place, Seat
from sightline.registers.partnership.queries import arrangement_on
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.work.governance import operations as governance
from sightline.work.governance.models import Attendance
from sightline.work.governance.queries import register_of, reporters_to

DOMAIN = "demonstration.example"
FIRST = [
    "Amara",
    "Bilal",
    "Carys",
    "Dermot",
    "Esme",
    "Farid",
    "Greta",
    "Hamish",
    "Imogen",
    "Jonas",
    "Kezia",
    "Lorcan",
    "Mina",
    "Niall",
    "Orla",
    "Petra",
    "Quentin",
    "Rhona",
    "Samir",
    "Tamsin",
    "Ulric",
    "Verity",
    "Wanda",
    "Xanthe",
    "Yusuf",
    "Zelda",
]
LAST = [
    "Ashgrove",
    "Brackenbury",
    "Coldwell",
    "Dunmore",
    "Elmhirst",
    "Fairbrass",
    "Garthwaite",
    "Hollinside",
    "Inglethorpe",
    "Jessamy",
    "Kirkbride",
    "Lindqvist",
    "Marchbank",
    "Netherby",
    "Oakshott",
    "Penhallow",
    "Quarmby",
    "Ravensworth",
    "Silverdale",
    "Thistlewood",
    "Underhay",
    "Vellacott",
    "Westerdale",
    "Yarborough",
    "Zellweger",
]
OFFICES = {
    "business-manager": "business.manager",
    "scrutineer": "scrutineer",
    "business-unit": "training.coordinator",
    "panel-administrator": "panel.administrator",
    "agency-lead": "agency.lead",
    "school-lead": "school.lead",
}
MONTHS_BACK = 20


@dataclass
class World:
    """What the builder knows while it builds."""

    partnership: Partnership
    arrangement: Arrangement
    today: date
    chance: random.Random
    by: Actor
    people: dict[str, Person] = field(default_factory=dict)
    made: int = 0

    def at(self, day: date, hour: int = 10) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour)))


def build(partnership: Partnership, today: date) -> Iterator[str]:
    """Make the demonstration for a partnership; yields a line for each part as it is done."""
    arrangement = arrangement_on(partnership.pk, today)
    assert arrangement is not None
    by = system_actor("The demonstration", partnership_id=partnership.pk)
    world = World(partnership, arrangement, today, random.Random("sightline"), by)
    _appoint_everybody(world)
    yield f"{len(world.people)} invented people hold their places"
    _rotate_chairs(world)
    _decide_contradictions(world)
    yield f"{_hold_meetings(world)} meetings planned, held, cancelled or waiting to be recorded"
    yield f"{_attest(world)} pieces of evidence entered, some late, some missing"


def _appoint_everybody(world: World) -> None:
    begins = max(world.arrangement.starts_on, date(2019, 1, 1))
    places = Place.objects.filter(partnership=world.partnership).select_related("body")
    chairing = {body.chair.role for body in world.arrangement.bodies if body.chair.role}
    rotating = {body.id for body in world.arrangement.bodies if body.chair.kind == "rotation"}
    for place in places.order_by("pk"):
        if place.body is None and place.role_key in chairing:
            continue  # this post chairs a body, where its holder sits already
        if place.function == "chair" and (
            (place.body and place.body.key in rotating) or not place.role_key
        ):
            continue
        if place.function == Place.Function.CO_OPTED or place.key.startswith("former-"):
            continue
        if "peer-reviewer" in place.capacities or place.ends_on is not None:
            continue
        many = 3 if place.holds_many and place.body and not place.role_key else 1
        for n in range(many):
            key = place.role_key or f"{place.key}-{n}"
            person = world.people.get(key) or _person(world, key, place)
            starts = begins if n == 0 else add_months(begins, n)
            partnership_operations.appoint(
                place=place,
                person_id=person.pk,
                starts_at=world.at(starts),
                by=world.by,
                now=world.at(starts),
            )


def _person(world: World, key: str, place: Place) -> Person:
    number = world.made
    world.made += 1
    name = f"{FIRST[number % len(FIRST)]} {LAST[(number * 7 + number // 26) % len(LAST)]}"
    taken = {person.email for person in world.people.values()}
    email = _address(place, number, taken)
    known = Person.objects.filter(email=email, is_invented=True).first()
    if known is not None:  # the same invented people serve every demonstration partnership
        world.people[key] = known
        return known
    link = accounts.invite(
        email=email, name=name, by=world.by, now=timezone.now(), is_invented=True
    )
    token = link.rstrip("/").rsplit("/", 1)[1]
    person = accounts.join_without_password(token=token, now=timezone.now())
    world.people[key] = person
    return person


def _address(place: Place, number: int, taken: set[str]) -> str:
    wanted = next((OFFICES[each] for each in sorted(place.capacities) if each in OFFICES), "")
    if place.is_lead_partner:
        kinds = {"police": "lead.police", "health": "lead.health"}
        wanted = kinds.get(place.agency.kind if place.agency else "", "lead.council")
    elif place.function == "chair" and place.body and place.body.kind == "group":
        wanted = "chair.practice"
    elif "young" in place.key:
        wanted = "young.person"
    elif "practitioner" in place.key:
        wanted = "practitioner"
    email = f"{wanted}@{DOMAIN}"
    return email if wanted and email not in taken else f"person.{number + 1}@{DOMAIN}"


def _rotate_chairs(world: World) -> None:
    for part in world.arrangement.bodies:
        if part.chair.kind != "rotation" or not part.chair.among:
            continue
        body = Body.objects.get(partnership=world.partnership, key=part.id)
        seats = [
            Seat.objects.get(place__key__in=[f"{part.id}-{key}"[:60], key], place__body=body)
            for key in part.chair.among
        ]
        day, turn = world.arrangement.starts_on, 0
        while day <= world.today:
            partnership_operations.rotate_chair(
                body=body,
                to_seat=seats[turn % len(seats)],
                by=world.by,
                now=world.at(day),
                at=world.at(day),
            )
            day, turn = add_years(world.arrangement.starts_on, turn + 1), turn + 1


def _decide_contradictions(world: World) -> None:
    about = next(iter(world.arrangement.contradictions), None)
    if about is None or about.decision:
        return
    day = world.arrangement.starts_on + timedelta(days=14)
    partnership_operations.decide_contradiction(
        partnership=world.partnership,
        arrangement=world.arrangement,
        contradiction_key=about.id,
        reading_key=about.readings[0].id,
        decided_on=day,
        decided_by="the Executive (demonstration)",
        reason="The main text is the later and fuller statement (invented for the demonstration).",
        by=world.by,
        now=world.at(day),
    )


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
    now = world.at(entered_on, 15)
    rows = register_of(meeting, world.at(on))
    filled = [_filled(world, row.place, row.seat, row.name) for row in rows]
    if not filled:
        return
    governance.record_attendance(meeting=meeting, filled=filled, by=world.by, now=now)
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


def _filled(world: World, place: Place, seat: Seat | None, name: str) -> governance.PlaceFilled:
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


def _attest(world: World) -> int:
    register = register_as_at(world.partnership.pk, world.today, today=world.today)
    assert register is not None
    rows = {row.key: row for row in Duty.objects.filter(partnership=world.partnership)}
    made = 0
    for number, state in enumerate(register.states()):
        duty = state.duty
        row = rows.get(duty.id)
        if row is None or state.code in ("met", "ended", "no-frequency"):
            continue
        for on, part in _entries(world, duty.id, number, register):
            late = 40 if number % 11 == 0 else 3
            entered = min(on + timedelta(days=late), world.today)
            duties.attest(
                duty=row,
                on=on,
                words="Done as promised; the office holds the papers (invented)",
                link="Shared folder of the business unit (invented)",
                part=part,
                late_reason="Found while preparing the yearly report" if late > 14 else "",
                by=world.by,
                now=world.at(entered, 16),
            )
            made += 1
    return made


def _entries(
    world: World, key: str, number: int, register: Register
) -> Iterator[tuple[date, Part | None]]:
    """The days on which a duty is said to have been kept, with the part it was kept for."""
    duty = next(one for one in world.arrangement.duties if one.id == key)
    today = world.today
    if duty.kind == "fixed-date" and duty.fixed is not None:
        late = 49 if number % 2 else -12
        day = duty.fixed.due_on + timedelta(days=late)
        if day <= today:
            yield day, None
    elif duty.kind == "quota":
        for back in range(1, 5):
            day = add_months(today, -3 * back)
            for n, offered in enumerate(parts_of(register, key)):
                if (n + back) % 6:
                    yield day, offered.part
        for offered in parts_of(register, key)[:3]:
            yield today - timedelta(days=11), offered.part
    elif duty.kind in ("approval-chain", "required-content"):
        offered_parts = parts_of(register, key)
        for n, offered in enumerate(offered_parts[: max(1, len(offered_parts) - 2)]):
            yield today - timedelta(days=90 - 7 * n), offered.part
    elif duty.kind == "cadence":
        for stage in duty.stages:
            if stage.every is not None and stage.every.unit in ("years", "months"):
                months = stage.every.n * (12 if stage.every.unit == "years" else 1)
                yield add_months(today, -months - 3), None
                yield add_months(today, -4), None
    elif duty.kind in ("continuing", "document", "reporting-line") and number % 3:
        yield today - timedelta(days=20 + (number * 13) % 300), None
