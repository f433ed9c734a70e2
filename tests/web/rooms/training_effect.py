"""What training changed (R8.4): one answers one's own questions; the office reads what was written;
figures that name nobody are for those who lead, chair or scrutinise. No agency sees answers."""

from __future__ import annotations

from web.roles import AT_THE_FRONT, EVERYBODY, NOBODY, OURS, UNIT
from web.room import Room, Row
from web.rooms.training_places import OFFICE, THEIRS

ASKED = {"ours": frozenset({"practitioner"}), "theirs": THEIRS}
RESULTS = UNIT | {"group_chair", "lead_partner", "scrutineer"}
WHOSE = (("ours", OURS), ("theirs", THEIRS))
ANSWER = frozenset({"practitioner", "stranger"})


def words() -> dict[str, frozenset[str]]:
    """What a course asks is public with the course; a theme is read with the results; what people
    wrote, by the office."""
    known = {}
    for which, front, results, office in (
        ("ours", AT_THE_FRONT, RESULTS - THEIRS, OFFICE),
        ("theirs", THEIRS, THEIRS, THEIRS),
    ):
        known |= {f"item {which}": front, f"theme {which}": results, f"comment {which}": office}
    return known


ROOM = Room(
    rows=[
        Row("training:my_questions"),
        *(
            Row("training:questions", EVERYBODY, ASKED[which], f"training_evaluation {which}")
            for which, _ in WHOSE
        ),
        # nobody holds this link: whoever asks learns nothing
        Row("training:questions_by_link", about="training_token", get=404, post=404, public=True),
        *(
            Row(f"training:{name}", may, sees, f"training course {which}")
            for name, may in (
                ("results", RESULTS),
                ("set_evaluation", UNIT),
                ("comments", UNIT),
            )
            for which, sees in WHOSE
        ),
        *(
            Row("training:results_by", RESULTS, sees, f"training_results {which}")
            for which, sees in WHOSE
        ),
        Row("training:sort_comment", UNIT, OFFICE, "training_comment ours"),
        Row("training:sort_comment", UNIT, THEIRS, "training_comment theirs"),
    ],
    about={
        "training_results": lambda world, which: [
            world.training[f"course {which}"].reference,
            "agency",
        ],
        "training_evaluation": lambda world, which: [world.training[f"evaluation {which}"].pk],
        "training_comment": lambda world, which: [world.training[f"comment {which}"].pk],
    },
    held={"training.read_results": RESULTS},
    words=words(),
    otherwise=(  # of who was asked and the office: test_policies_of_training
        "training_evaluation",
        "training_evaluationcomment",
        "training_evaluationitem",
        "training_evaluationscore",
        "training_evaluationtheme",
        "training_sortedcomment",
    ),
    lists={"/training/questions": 8},
    writes={
        "training_evaluation": (NOBODY, ANSWER),
        "training_evaluationcomment": (ANSWER, NOBODY),
        "training_evaluationitem": (UNIT, UNIT),
        "training_evaluationscore": (ANSWER, NOBODY),
        "training_evaluationtheme": (UNIT, UNIT),
        "training_sortedcomment": (UNIT, UNIT),
    },
)
