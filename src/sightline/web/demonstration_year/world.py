"""What the strands of the demonstration know while they build, and the names they draw from."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone

from sightline.foundation.accounts.models import Person
from sightline.foundation.permissions import Actor, actor_from_keys
from sightline.registers.partnership.models import Partnership, Seat
from sightline.registers.partnership.rules.arrangement import Arrangement

FIRST = [
    "Amara", "Bilal", "Carys", "Dermot", "Esme", "Farid", "Greta", "Hamish", "Imogen", "Jonas",
    "Kezia", "Lorcan", "Mina", "Niall", "Orla", "Petra", "Quentin", "Rhona", "Samir", "Tamsin",
    "Ulric", "Verity", "Wanda", "Xanthe", "Yusuf", "Zelda",
]  # fmt: skip
LAST = [
    "Ashgrove", "Brackenbury", "Coldwell", "Dunmore", "Elmhirst", "Fairbrass", "Garthwaite",
    "Hollinside", "Inglethorpe", "Jessamy", "Kirkbride", "Lindqvist", "Marchbank", "Netherby",
    "Oakshott", "Penhallow", "Quarmby", "Ravensworth", "Silverdale", "Thistlewood", "Underhay",
    "Vellacott", "Westerdale", "Yarborough", "Zellweger",
]  # fmt: skip


@dataclass
class World:
    """What the builder knows while it builds."""

    partnership: Partnership
    arrangement: Arrangement
    today: date
    chance: random.Random
    by: Actor
    people: dict[str, Person] = field(default_factory=dict)  # by post or place

    def at(self, day: date, hour: int = 10) -> datetime:
        """A moment of a day, in England."""
        return timezone.make_aware(datetime.combine(day, time(hour)))


def acting(seat: Seat) -> Actor:
    """The holder of a seat, as an operation takes them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sightline_keys_of(%s)", [seat.person_id])
        (keys,) = cursor.fetchone() or ([],)
    return actor_from_keys(
        person_id=seat.person_id,
        name=seat.person.name,
        email=seat.person.email,
        keys=keys,
        chosen_partnership=seat.partnership_id,
        stepped_up_at=None,
    )


def seat_with(partnership: Partnership, **place: object) -> Seat | None:
    """A live seat in a place of this kind, if somebody holds one."""
    rows = Seat.objects.filter(Seat.live(), partnership=partnership, deputises_for__isnull=True)
    return rows.filter(**{f"place__{name}": value for name, value in place.items()}).select_related(
        "person", "place__body", "place__agency"
    ).order_by("pk").first()  # fmt: skip
