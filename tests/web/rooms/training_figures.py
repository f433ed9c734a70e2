"""Completions by file (R8.3) are the office's; agencies are compared (R8.4) in figures of six or
more people by those who lead, chair or scrutinise."""

from __future__ import annotations

from web.roles import UNIT
from web.room import Room, Row
from web.rooms.training_places import OFFICE, THEIRS

COMPARE = UNIT | {"group_chair", "lead_partner", "scrutineer", "agency_lead"}
WHOSE = {"ours": OFFICE, "theirs": THEIRS}

ROOM = Room(
    rows=[
        Row("training:completions", UNIT),
        *(
            Row("training:completion_file", UNIT, office, f"training_completions {which}", post=302)
            for which, office in WHOSE.items()
        ),
        *(
            row
            for which, office in WHOSE.items()
            for row in (
                Row("training:completed", UNIT, office, f"training_module {which}"),
                Row("training:take_back_completion", UNIT, office, f"training_completion {which}"),
            )
        ),
        Row("training:agencies_compared", COMPARE),
    ],
    about={
        "training_completions": lambda world, which: [world.training[f"completions {which}"].pk],
    },
    held={"training.compare_agencies": COMPARE},
    words={f"completer {which}": office for which, office in WHOSE.items()},
    otherwise=("training_completion", "training_completionfile"),  # test_policies_of_training
    lists={"/training/agencies": 8, "/programme/completions": 8},
    exports=("/training/agencies",),
    writes={
        "training_completion": (UNIT | {"practitioner"}, UNIT),
        "training_completionfile": (UNIT, UNIT),
    },
)
