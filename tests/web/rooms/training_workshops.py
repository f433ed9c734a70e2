"""Parallel workshops (R8.2) are made by the office and chosen by who has a place, or who books for
them; words looked for in vain (R8.1) are counted by whoever looks and read by the office."""

from __future__ import annotations

from builders.world import PERSONAS
from web.roles import EVERYBODY, NOBODY, OURS, UNIT
from web.room import Room, Row
from web.rooms.training_places import OFFICE, SIGHT_OF_PLACES, THEIRS

WHOSE = {"ours": OURS, "theirs": THEIRS}
CHOSEN = {"ours": SIGHT_OF_PLACES["one ours"], "theirs": SIGHT_OF_PLACES["one theirs"]}

ROOM = Room(
    rows=[
        *(
            row
            for which, sees in WHOSE.items()
            for row in (
                Row("training:workshops", UNIT, sees, f"training event {which}"),
                Row("training:drop_workshop", UNIT, sees, f"training_workshop {which}", 302, 302),
            )
        ),
        *(
            Row("training:choose_workshops", EVERYBODY, sees, f"training_booking {whose}")
            for whose, sees in SIGHT_OF_PLACES.items()
        ),
    ],
    about={
        "training_workshop": lambda world, which: [
            world.training[f"event {which}"].reference,
            world.training[f"workshop {which}"].pk,
        ],
    },
    words={
        "workshop ours": OFFICE | {"agency_lead", "group_member", "practitioner"},
        "workshop theirs": THEIRS,
    },
    otherwise=(  # test_policies_of_training
        "training_workshop",
        "training_workshopchoice",
        "training_missedsearch",
    ),
    writes={
        "training_workshop": (UNIT, UNIT),
        "training_workshopchoice": (
            UNIT | {"agency_lead", "group_member"},
            UNIT | {"agency_lead", "group_member"},
        ),
        # whoever reads the catalogue, signed in or not; nobody reads it back but the office
        "training_missedsearch": (frozenset(PERSONAS) | {"colleague", "notifier"}, NOBODY),
    },
)
