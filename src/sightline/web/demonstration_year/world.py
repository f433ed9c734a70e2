"""What the strands of the demonstration know while they build, and the names they draw from."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from sightline.foundation.accounts.models import Person
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Partnership
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
