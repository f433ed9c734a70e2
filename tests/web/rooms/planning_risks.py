"""The register of risks (R3.8): the business manager keeps it, a chair enters and raises the risks
of their body; lead partners, scrutineer and chairs read. Nobody else knows that it is there."""

from __future__ import annotations

from builders.planning import entered
from builders.world import World
from sightline.work.planning.models import Assessment, Control, Risk
from web.roles import MANAGE, NOBODY
from web.room import Room, Row
from web.rooms.planning import JUDGE, READ, READ_OURS, THEIRS

SIGHT = {"risk ours": READ_OURS, "risk theirs": THEIRS}


def about_risks() -> list[Row]:
    """Rows of the pages about one risk."""
    rows = []
    for thing, sees in SIGHT.items():
        rows += [
            Row("planning:risk", READ, sees, thing),
            Row("planning:raise_risk", JUDGE, sees, thing),
            Row("planning:end_control", MANAGE, sees, thing.replace("risk", "control")),
        ]
        for name in (
            "change_risk",
            "assess_risk",
            "answer_risk",
            "close_risk",
            "add_control",
            "reopen_risk",
        ):
            rows.append(Row(f"planning:{name}", MANAGE, sees, thing))
    return rows


def one_more(world: World, number: int) -> None:
    """A risk of a group."""
    entered(world, name=f"A risk more {'abcdefghij'[number]}")


WRITTEN = ("risk", "cause", "event", "effect", "rated", "control", "ended", "gone", "raised",
           "answer", "closed")  # fmt: skip

ROOM = Room(
    rows=[
        Row("planning:risks", READ),
        Row("planning:risk_picture", READ),
        Row("planning:enter_risk", JUDGE),
        *about_risks(),
    ],
    about={
        "risk": lambda world, which: [world.record(f"risk {which}").reference],
        "control": lambda world, which: [world.record(f"risk {which}").reference, 1],
    },
    held={
        "planning.see_risks": READ,
        "planning.raise_risks": JUDGE,
        "planning.keep_risks": MANAGE,
    },
    sight=SIGHT,
    words={f"{what} {thing.split()[1]}": who for thing, who in SIGHT.items() for what in WRITTEN},
    keyed=(Risk, Assessment, Control),
    lists={"/risks?show=all": 8, "/risks/picture": 8},
    one_more=one_more,
    exports=("/risks?show=all",),
    writes={
        "planning_risk": (JUDGE, JUDGE),
        "planning_assessment": (JUDGE, NOBODY),
        "planning_control": (JUDGE, MANAGE),
    },
)
