"""E-learning taken here (R8.3): the office writes it, every member may take it, and what somebody
answered is their own."""

from __future__ import annotations

from builders.learning import taught
from builders.training import published
from builders.world import World
from web.roles import EVERYBODY, OURS, UNIT
from web.room import Room, Row
from web.rooms.training_places import OFFICE, THEIRS

OWN = {"ours": frozenset({"practitioner"}), "theirs": THEIRS}
WHOSE = (("ours", OURS, OFFICE), ("theirs", THEIRS, THEIRS))
WRITTEN = (  # address, answers to a get and to an empty post
    ("module", 200, 200),
    ("begin_module", 302, 302),
    ("set_module", 200, 200),
    ("add_page", 200, 200),
    ("add_question", 200, 200),
    ("arrange_module", 302, 302),
    ("send_package", 200, 200),
    ("drop_package", 302, 302),
    ("publish_module", 302, 302),
)


def words() -> dict[str, frozenset[str]]:
    """What is published may be read by whoever may take it."""
    known = {}
    for which, members, office in WHOSE:
        known |= {f"page {which}": members, f"page draft {which}": office}
    return known


def one_more(world: World, number: int) -> None:
    """One more module that may be taken."""
    taught(published(world.partnership, f"Module {number}", kind="e-learning"))


ROOM = Room(
    rows=[
        *(
            Row(f"training:{name}", UNIT, office, f"training_module {which}", get, post)
            for name, get, post in WRITTEN
            for which, _, office in WHOSE
            if (name, which) != ("module", "ours") and name != "begin_module"
        ),
        # a course stands in the catalogue: its module is asked for by the office alone
        Row("training:module", UNIT, OFFICE, "training_module ours"),
        *(
            Row("training:begin_module", UNIT, office, f"training_module {which}", 302, 302)
            for which, _, office in WHOSE
        ),
        *(
            Row(f"training:{name}", UNIT, office, f"training_part {which}")
            for name in ("write_page", "write_question")
            for which, _, office in WHOSE
        ),
        *(
            Row("training:learn", EVERYBODY, members, f"training_module {which}")
            for which, members, _ in WHOSE
        ),
        *(
            Row(f"training:{name}", EVERYBODY, own, f"{about} {which}", get, post)
            for name, about, get, post in (
                ("module_try", "training_try", 200, 200),
                ("module_page", "training_page", 200, 302),
                ("module_questions", "training_try", 302, 302),
                ("run_package", "training_try", 302, 302),  # finished: to its result
                ("report_try", "training_try", 302, 200),
            )
            for which, own in OWN.items()
        ),
        # at another address than the one of packages there are none
        Row("training:package_frame", about="training_package_token", get=404, post=404,
            public=True),
        Row("training:package_file", about="training_package_file", get=404, post=404,
            public=True),
        Row("training:completion_certificate", EVERYBODY, OFFICE | OWN["ours"],
            "training_completion ours", is_page=False),
        Row("training:completion_certificate", EVERYBODY, THEIRS, "training_completion theirs",
            is_page=False),
    ],
    about={
        "training_module": lambda world, which: [world.training[f"module {which}"].reference],
        "training_part": lambda world, which: [world.training[f"module {which}"].reference, 1],
        "training_try": lambda world, which: [world.training[f"try {which}"].pk],
        "training_page": lambda world, which: [world.training[f"try {which}"].pk, 1],
        "training_package_token": lambda world, which: ["not-a-token"],
        "training_package_file": lambda world, which: ["not-a-token", "index.html"],
        "training_completion": lambda world, which: [
            world.training[f"try {which}"].completion.pk
        ],
    },
    held={"training.learn": EVERYBODY},
    words=words(),
    otherwise=("training_module", "training_moduletry"),  # test_policies_of_training
    lists={"/training/bookings": 8},
    one_more=one_more,
    writes={
        "training_module": (UNIT, UNIT),
        "training_moduletry": (frozenset({"practitioner", "stranger"}),) * 2,
    },
)  # fmt: skip
