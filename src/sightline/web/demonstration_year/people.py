"""Invented people in every place of the arrangements, and chairs that rotate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from sightline.foundation.accounts import operations as accounts
from sightline.foundation.accounts.models import Person
from sightline.foundation.calendar import add_months, add_years
from sightline.registers.partnership import operations as partnership_operations
from sightline.registers.partnership.models import Body, Place, Seat
from sightline.registers.records import operations as records
from sightline.web.demonstration_year.world import FIRST, LAST, World, acting

DOMAIN = "demonstration.example"
INTERESTS = (
    "My sister is head of a primary school in the district (invented)",
    "I am a trustee of a charity for young carers that the council funds (invented)",
    "My husband is an officer of the police force (invented)",
)
OFFICES = {
    "business-manager": "business.manager",
    "scrutineer": "scrutineer",
    "business-unit": "training.coordinator",
    "panel-administrator": "panel.administrator",
    "agency-lead": "agency.lead",
    "school-lead": "school.lead",
    "notifier": "notifier",
    "analyst": "analyst",
}


def build(world: World) -> Iterator[str]:
    """Appoint everybody and pass the chairs on, year by year."""
    _appoint_everybody(world)
    _rotate_chairs(world)
    yield f"{len(world.people)} invented people hold their places"
    yield f"{_declare_interests(world)} of them declared their interests"


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


def _declare_interests(world: World) -> int:
    """Most have none, some have, and every seventh has not answered yet."""
    now = world.at(world.today - timedelta(days=20))
    seats = Seat.objects.filter(
        Seat.live(), partnership=world.partnership, place__body__isnull=False
    )
    first = {seat.person_id: seat for seat in seats.select_related("person").order_by("-pk")}
    said = 0
    for number, seat in enumerate(sorted(first.values(), key=lambda one: one.pk)):
        if number % 7 == 6:
            continue
        nature = INTERESTS[number // 7] if number % 7 == 1 and number // 7 < len(INTERESTS) else ""
        records.declare_on_appointment(nature=nature, by=acting(seat), now=now)
        said += 1
    return said


def _person(world: World, key: str, place: Place) -> Person:
    number = len(world.people)
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
        watches = "effectiveness" in place.body.key  # the group that reads the data set
        wanted = "chair.effectiveness" if watches else "chair.practice"
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
