"""Disputes (R13.2), task and finish groups, and handing over a chair."""

from __future__ import annotations

from builders.governing import disputed, grouped
from builders.world import World
from sightline.work.governance.models import Dispute, DisputeStage, TaskGroup
from web.roles import DECIDE, EVERYBODY, MANAGE, UNIT
from web.room import Room, Row, about_ours_and_theirs
from web.rooms.governance import OF_PRACTICE_GROUP

DISPUTES = MANAGE | {"lead_partner", "scrutineer"}
SETTLE = MANAGE | {"scrutineer"}
SET_UP = UNIT | {"lead_partner", "group_chair", "scrutineer"}
HAND_OVER = SET_UP | {"school_lead"}  # members of the Executive
SIGHT = {
    # a narrow circle (R13.2): not the rest of the Executive, not the unit
    "dispute ours": frozenset({"lead_partner", "business_manager", "scrutineer"}),
    "dispute theirs": frozenset({"stranger"}),
    # as the body's meetings, and whoever leads it
    "task_group ours": OF_PRACTICE_GROUP | {"agency_lead"},
    "task_group theirs": frozenset({"stranger"}),
}


def about_disputes_and_groups() -> list[Row]:
    """Rows of the pages about one dispute, and about one task and finish group."""
    rows = []
    for which in ("ours", "theirs"):
        sees, thing = SIGHT[f"dispute {which}"], f"dispute {which}"
        rows += [
            Row("governance:dispute", DISPUTES, sees, thing),
            Row("governance:refer_dispute", DECIDE, sees, f"refer {which}"),
            Row("governance:settle_stage", SETTLE, sees, thing),
            Row("governance:withdraw_dispute", DECIDE, sees, thing),
        ]
        sees, thing = SIGHT[f"task_group {which}"], f"task_group {which}"
        rows += [
            Row("governance:task_group", EVERYBODY, sees, thing),
            Row("governance:extend_task_group", SET_UP, sees, thing),
            Row("governance:report_back", EVERYBODY, sees, thing),
        ]
    return rows


def one_more(world: World, number: int) -> None:
    """A task and finish group, and a dispute."""
    body = world.partnership.body_set.get(key="effectiveness-group")
    grouped(world, "business_manager", body)
    disputed(world, "lead_partner", body)


ROOM = Room(
    rows=[
        Row("governance:disputes", DISPUTES),
        Row("governance:raise_dispute", DECIDE),
        Row("governance:task_groups"),
        Row("governance:set_up_task_group", SET_UP),
        *about_disputes_and_groups(),
        *about_ours_and_theirs("governance:handover", HAND_OVER, "body"),
    ],
    about={
        "refer": lambda world, which: [
            world.record(f"dispute {which}").reference,
            "chief-officers",
        ],
        "dispute": lambda world, which: [world.record(f"dispute {which}").reference],
        "task_group": lambda world, which: [world.record(f"task_group {which}").reference],
    },
    held={
        "governance.raise_disputes": DECIDE,
        "governance.report_back": EVERYBODY,
        "governance.see_disputes": DISPUTES,
        "governance.see_handover": HAND_OVER,
        "governance.see_task_groups": EVERYBODY,
        "governance.set_up_task_groups": SET_UP,
        "governance.settle_disputes": SETTLE,
    },
    sight=SIGHT,
    words={
        f"{what} {which} {of}": SIGHT[f"{kind} {which}"]
        for which in ("ours", "theirs")
        for kind, what, of in (
            ("dispute", "subject", "dispute"),
            ("task_group", "words", "group"),
        )
    },
    keyed=(Dispute, DisputeStage, TaskGroup),
    lists={"/task-groups": 8, "/disputes": 8},
    one_more=one_more,
    writes={
        # the narrow circle: partners, the mediator, the business manager (R13.2)
        "governance_dispute": (MANAGE | {"lead_partner", "scrutineer"},) * 2,
        "governance_disputestage": (MANAGE | {"lead_partner", "scrutineer"},) * 2,
        "governance_taskgroup": (
            UNIT
            | {
                "agency_lead",
                "group_chair",
                "group_member",
                "lead_partner",
                "school_lead",
                "scrutineer",
            },
        )
        * 2,
    },
)
