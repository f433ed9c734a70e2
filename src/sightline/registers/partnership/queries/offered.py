"""Bodies, agencies and people of today: what a form offers to choose from, and who is told."""

from __future__ import annotations

from datetime import date

from sightline.registers.partnership.models import Agency, Body, Seat
from sightline.registers.partnership.queries.standing import (
    agencies,
    bodies,
    seats_of_partnership,
)


def standing_bodies(partnership_id: int, today: date) -> list[Body]:
    """The bodies that stand on a day: the Executive first, then by name."""
    rows = bodies(partnership_id)
    standing = [one for one in rows if one.ends_on is None or one.ends_on >= today]
    return sorted(standing, key=lambda one: (one.kind != "executive", one.name))


def standing_agencies(partnership_id: int, today: date) -> list[Agency]:
    """The agencies that stand on a day, by name."""
    rows = agencies(partnership_id)
    return [one for one in rows if one.ends_on is None or one.ends_on >= today]


def people_in_places(partnership_id: int) -> list[tuple[int, str]]:
    """Whoever holds a place now: number, and name with the agency or place, by name."""
    seats = seats_of_partnership(partnership_id).filter(Seat.live())
    found: dict[int, str] = {}
    for seat in seats.order_by("person__name", "pk"):
        where = seat.place.agency.name if seat.place.agency else seat.place.name
        found.setdefault(seat.person_id, f"{seat.person.name} ({where})")
    return list(found.items())


def chairs_of_bodies(partnership_id: int) -> dict[int, set[int]]:
    """Who chairs each body now, by the numbers of body and person; whoever deputises is not one."""
    seats = Seat.objects.filter(
        Seat.live(), partnership=partnership_id, place__function="chair", deputises_for__isnull=True
    )
    found: dict[int, set[int]] = {}
    for body, person in seats.values_list("place__body_id", "person_id"):
        found.setdefault(body, set()).add(person)
    return found
