"""The day of training and after (R8.2): the register is the office's; certificates and charges are
seen as the places they come from; a code may be checked by anybody."""

from __future__ import annotations

from web.roles import EVERYBODY, OURS, UNIT
from web.room import Room, Row, everyone_reads
from web.rooms.training_places import OFFICE, SIGHT_OF_PLACES, THEIRS

REGISTER = (  # address, answers to a get and to an empty post
    ("register", 200, 200),  # it opens on the day
    ("close_register", 302, 302),
    ("add_walk_in", 200, 200),
)

ROOM = Room(
    rows=[
        Row("training:ledger"),
        Row("training:set_trainer_rate", UNIT),
        Row("training:reports", UNIT),
        everyone_reads("training:check_certificate"),
        *(
            Row(
                "training:certificate",
                EVERYBODY,
                SIGHT_OF_PLACES[whose],
                f"training_booking {whose}",
                is_page=False,
            )
            for whose in ("one ours", "other ours", "one theirs")
        ),
        # nobody holds one of an event that is still to come
        Row("training:certificate", EVERYBODY, frozenset(), "training_booking own ours"),
        Row("training:correct_charge", UNIT, OFFICE, "training_charge ours"),
        Row("training:correct_charge", UNIT, THEIRS, "training_charge theirs"),
        *(
            Row(f"training:{name}", UNIT, sees, f"training event {whose}", get, post)
            for name, get, post in REGISTER
            for whose, sees in (("ours", OURS), ("theirs", THEIRS))
        ),
        Row("training:printed_register", UNIT, OURS, "training event ours", is_page=False),
    ],
    about={
        "training_charge": lambda world, which: [
            world.training[f"booking one {which}"].charges.get().pk
        ],
    },
    otherwise=("training_certificate", "training_sessionattendance", "training_trainerrate"),
    lists={"/training/charges": 8, "/programme/reports": 10, "/programme/reports?by=agency": 9},
    exports=("/training/charges", "/programme/reports"),
    writes={
        "training_certificate": (UNIT | {"practitioner"}, UNIT),
        "training_sessionattendance": (UNIT, UNIT),
        "training_trainerrate": (UNIT, UNIT),
    },
)
