"""Places at training (R8.3): for the person, those who book for the agency, and the office.

R0.6: people of one agency never see another's. `one` is booked by the agency that the agency lead
leads and the member of the practice group is a delegate of; `own` is the practitioner's.
"""

from __future__ import annotations

from web.roles import BOOK, EVERYBODY, NOBODY, OURS, UNIT
from web.room import Room, Row

LEADS = frozenset({"agency_lead"})
THEIRS = frozenset({"stranger"})
OFFICE = UNIT - THEIRS
SIGHT_OF_PLACES = {
    "one ours": OFFICE | {"agency_lead", "group_member"},
    "other ours": OFFICE,
    "own ours": OFFICE | {"practitioner"},
    "one theirs": THEIRS,
}


def words() -> dict[str, frozenset[str]]:
    """Who is booked, and who books for an agency with a place there, are told how to join."""
    known = {}
    told = OFFICE | {"agency_lead", "group_member", "practitioner"}
    for which, joins, agency, office, own in (
        ("ours", told, SIGHT_OF_PLACES["one ours"], OFFICE, SIGHT_OF_PLACES["own ours"]),
        ("theirs", THEIRS, THEIRS, THEIRS, THEIRS),
    ):
        known |= {f"{what} {which}": joins for what in ("address", "online", "notes")}
        known[f"learner one {which}"] = agency
        known[f"learner other {which}"] = office
        known[f"needs {which}"] = own  # not for their agency
    return known


ROOM = Room(
    rows=[
        *(
            Row(f"training:{name}", EVERYBODY, OURS, "training event ours", get, post)
            for name, get, post in (
                ("book", 200, 302),
                ("book_group", 200, 200),
                ("swap", 200, 200),
            )
        ),
        Row("training:my_bookings"),
        Row("training:team"),
        *(
            Row(f"training:{name}", EVERYBODY, sees, f"training_booking {whose}", get, post)
            for name, get, post in (
                ("booking", 200, 200),
                ("cancel_booking", 200, 302),
                ("answer_offer", 302, 302),
            )
            for whose, sees in SIGHT_OF_PLACES.items()
        ),
        Row("training:prioritise", UNIT, OFFICE, "training_booking one ours"),
        Row("training:prioritise", UNIT, THEIRS, "training_booking one theirs"),
        # nobody holds this link: whoever asks learns nothing
        Row("training:consent", about="training_token", get=404, post=404, public=True),
        Row("training:delegates", LEADS),
        Row("training:end_delegate", LEADS, LEADS, "training_delegate ours", get=302, post=302),
        Row("training:end_delegate", LEADS, frozenset(), "training_delegate theirs"),
        Row("training:charging_rules", UNIT),
        Row("training:set_charging_rules", UNIT),
        Row("training:event_bookings", UNIT, OURS, "training event ours"),
        Row("training:event_bookings", UNIT, THEIRS, "training event theirs"),
    ],
    about={
        "training_booking": lambda world, which: [world.training[f"booking {which}"].pk],
        "training_delegate": lambda world, which: [world.training[f"delegate {which}"].pk],
        "training_token": lambda world, which: ["not-a-token-of-anybody"],
    },
    held={"training.book": EVERYBODY, "training.name_delegates": LEADS},
    words=words(),
    otherwise=(  # of a person, an agency or the office: test_policies_of_training
        "training_booking",
        "training_bookingneeds",
        "training_charge",
        "training_chargingrules",
        "training_delegate",
        "training_learner",
    ),
    lists={"/training/team": 8},
    writes={
        # the person, who books for their agency, and the office
        "training_booking": (UNIT | BOOK, UNIT | BOOK),
        "training_bookingneeds": (UNIT | {"practitioner"}, UNIT | {"practitioner"}),
        "training_charge": (UNIT | (BOOK - {"practitioner"}), NOBODY),
        "training_chargingrules": (UNIT, UNIT),
        "training_delegate": (frozenset({"agency_lead"}),) * 2,
        "training_learner": (UNIT | BOOK, UNIT | BOOK),
    },
)
