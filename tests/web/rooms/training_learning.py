"""Learning made known (R8.5): written by the office, read and confirmed by every member; what a
reader said is for the office, and a draft too."""

from __future__ import annotations

from builders.spreading import issued
from builders.world import World
from sightline.work.training.models import Briefing, BriefingReach
from web.roles import EVERYBODY, NOBODY, OURS, UNIT
from web.room import Room, Row
from web.rooms.training_places import OFFICE, THEIRS

WHOSE = (("ours", OURS, OFFICE), ("theirs", THEIRS, THEIRS))
PARTS = ("one", "two", "three", "four", "five", "six", "seven")


def words() -> dict[str, frozenset[str]]:
    known = {}
    for which, members, office in WHOSE:
        known |= {f"part {number} {which}": members for number in PARTS}
        known |= {
            f"{what} {which}": members for what in ("briefing", "learning", "reached", "said")
        }
        known |= {f"briefing draft {which}": office, f"receipt {which}": office}
    return known


def one_more(world: World, number: int) -> None:
    """One more that was issued."""
    issued(world.partnership, title=f"Briefing {number}")


ROOM = Room(
    rows=[
        Row("training:briefings"),
        Row("training:make_briefing", UNIT),
        *(
            Row("training:briefing", EVERYBODY, members, f"training_briefing {which}", post=302)
            for which, members, _ in WHOSE
        ),
        *(
            Row(
                "training:briefing_file",
                EVERYBODY,
                members,
                f"training_briefing_file {which}",
                is_page=False,
            )
            for which, members, _ in WHOSE
        ),
        *(
            Row(f"training:{name}", UNIT, office, f"training_briefing draft {which}", get, post)
            for name, get, post in (
                ("write_briefing", 200, 200),
                ("issue_briefing", 302, 302),
                ("record_reach", 200, 200),
            )
            for which, _, office in WHOSE
        ),
    ],
    about={
        "training_briefing": lambda world, which: [world.training[f"briefing {which}"].reference],
        "training_briefing_file": lambda world, which: [
            world.training[f"briefing {which}"].reference,
            "docx",
        ],
    },
    held={"training.read_learning": EVERYBODY},
    words=words(),
    keyed=(Briefing, BriefingReach),
    otherwise=("training_briefingreceipt",),  # test_policies_of_training
    lists={"/training/learning": 8},
    one_more=one_more,
    writes={
        "training_briefing": (UNIT, UNIT),
        "training_briefingreach": (UNIT, NOBODY),
        "training_briefingreceipt": (frozenset({"practitioner", "stranger"}), NOBODY),
    },
)
