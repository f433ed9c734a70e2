"""The business plan (R1.1, R1.2): the business manager writes; the lead partners, the scrutineer
and the chairs read; a chair judges what their own body owns. Nobody else knows that it is there."""

from __future__ import annotations

from builders.planning import aimed
from builders.world import World
from sightline.work.planning.models import Judgement, Objective, Plan, Priority
from web.roles import MANAGE, NOBODY, OURS
from web.room import Room, Row

READ = MANAGE | {"lead_partner", "school_lead", "scrutineer", "group_chair"}  # R1.2: the Executive
JUDGE = MANAGE | {"group_chair"}
READ_OURS = READ & OURS
THEIRS = frozenset({"stranger"})
SIGHT = {
    f"{what} {whose}": who
    for what in ("plan", "objective")
    for whose, who in (("ours", READ_OURS), ("theirs", THEIRS))
}


def about_plans() -> list[Row]:
    """Rows of the pages about one plan and one objective."""
    rows = []
    for whose, sees in (("ours", READ_OURS), ("theirs", THEIRS)):
        plan, objective, priority = (f"{one} {whose}" for one in ("plan", "objective", "priority"))
        rows += [
            Row("planning:plan", READ, sees, plan),
            Row("planning:plan_for_executive", READ, sees, plan),
            Row("planning:change_plan", MANAGE, sees, plan),
            Row("planning:agree_plan", MANAGE, sees, plan),
            Row("planning:take_back_agreement", MANAGE, sees, plan),
            Row("planning:copy_plan", MANAGE, sees, plan),
            Row("planning:add_priority", MANAGE, sees, plan),
            Row("planning:change_priority", MANAGE, sees, priority),
            Row("planning:add_objective", MANAGE, sees, priority),
            Row("planning:objective", READ, sees, objective),
            Row("planning:change_objective", MANAGE, sees, objective),
            Row("planning:file_evidence", MANAGE, sees, objective),
            Row("planning:drop_objective", MANAGE, sees, objective),
            Row("planning:judge_progress", JUDGE, sees, objective),
            Row("planning:judge_impact", JUDGE, sees, objective),
        ]
    return rows


def one_more(world: World, number: int) -> None:
    """One objective more of the plan."""
    priority = world.works["plan ours"].priorities.get()
    priority.plan.refresh_from_db()
    aimed(world, priority, reason="A new duty of the year")


WRITTEN = (
    "plan", "priority", "why", "objective", "measure", "alignment", "dropped", "agreed",
    "progress", "impact",
)  # fmt: skip

ROOM = Room(
    rows=[
        Row("planning:plans", READ),
        Row("planning:draw_up_plan", MANAGE),
        Row("planning:aims", READ),
        Row("planning:objectives", READ),
        *about_plans(),
    ],
    about={
        "plan": lambda world, which: [world.record(f"plan {which}").reference],
        "objective": lambda world, which: [world.record(f"objective {which}").reference],
        "priority": lambda world, which: [world.record(f"plan {which}").reference, 1],
    },
    held={
        "planning.see_plans": READ,
        "planning.write_plans": MANAGE,
        "planning.judge_objectives": JUDGE,
    },
    sight=SIGHT,
    words={
        f"{what} {whose}": who
        for what in WRITTEN
        for whose, who in (("ours", READ_OURS), ("theirs", THEIRS))
    },
    keyed=(Plan, Priority, Objective, Judgement),
    lists={"/plans": 8, "/objectives?show=all": 8, "/objectives?show=little": 8},
    one_more=one_more,
    exports=("/objectives?show=all",),
    writes={
        "planning_plan": (MANAGE, MANAGE),
        "planning_priority": (MANAGE, MANAGE),
        "planning_objective": (MANAGE, MANAGE),
        "planning_judgement": (JUDGE, NOBODY),
    },
)
