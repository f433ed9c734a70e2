"""Business plans for the world of the tests: one agreed here, one next door. Each free text has a
word of its own; `world.works` names each by what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sightline.registers.partnership.models import Body
from sightline.registers.records.models import ReferenceCount
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Objective, Plan, Priority

if TYPE_CHECKING:
    from builders.world import World


def plan(world: World) -> None:
    """An agreed plan of this year here, with an objective that was judged, and one next door."""
    from builders.world import NOW

    # other numbers than ours: what is told apart by reference alone would hide in equal ones
    for prefix in ("PLN", "OBJ"):
        ReferenceCount.objects.create(
            partnership=world.other, prefix=prefix, year=NOW.year - 1, last=900
        )
    practice = world.partnership.body_set.get(key="practice-group")
    _planned(world, "ours", "business_manager", practice)
    _planned(world, "theirs", "stranger", world.other.body_set.get(key="board"))


def _planned(world: World, whose: str, persona: str, body: Body) -> None:
    from builders.world import NOW, canary

    by = world.actor(persona)
    made = drawn_up(world, persona, words=f"The year before {canary(f'plan {whose}')}")
    priority = prioritised(
        world, made, persona, name=canary(f"priority {whose}"), why=canary(f"why {whose}")
    )
    objective = aimed(
        world,
        priority,
        persona,
        body=body,
        what=canary(f"objective {whose}"),
        measure=canary(f"measure {whose}"),
        alignment=canary(f"alignment {whose}"),
    )
    dropped = aimed(world, priority, persona, body=body)
    planning.drop_objective(
        objective=dropped, reason=f"Done by others {canary(f'dropped {whose}')}", by=by, now=NOW
    )
    planning.agree_plan(
        plan=made,
        agreed_on=NOW.date(),
        where=f"The Executive {canary(f'agreed {whose}')}",
        by=by,
        now=NOW,
    )
    world.works[f"plan {whose}"] = made
    world.works[f"objective {whose}"] = objective
    objective.refresh_from_db()
    for side, value in (("progress", "little"), ("impact", "not-yet-known")):
        judged(world, objective, persona, side=side, value=value,
               words=f"It rests on {canary(f'{side} {whose}')}")  # fmt: skip


def drawn_up(world: World, persona: str = "business_manager", **given: Any) -> Plan:
    """The plan of this year, by a persona."""
    from builders.world import NOW

    by = world.actor(persona)
    said: dict[str, Any] = {"year": NOW.year - 1, "words": ""}
    return planning.draw_up_plan(
        partnership_id=by.partnership_id or 0, by=by, now=NOW, **{**said, **given}
    )


def prioritised(
    world: World, made: Plan, persona: str = "business_manager", **given: Any
) -> Priority:
    """A priority of a plan."""
    from builders.world import NOW

    said: dict[str, Any] = {"name": "Neglect", "why": "", "aims": ()}
    return planning.add_priority(plan=made, by=world.actor(persona), now=NOW, **{**said, **given})


def aimed(
    world: World, priority: Priority, persona: str = "business_manager", **given: Any
) -> Objective:
    """An objective under a priority."""
    from builders.world import NOW

    said: dict[str, Any] = {
        "what": "Every agency uses one toolkit for neglect",
        "measure": "The audit of the spring finds it on four files in five",
    }
    if "body" not in given:
        given["body"] = Body.objects.get(
            partnership=priority.plan.partnership_id, key="practice-group"
        )
    return planning.add_objective(
        priority=priority, by=world.actor(persona), now=NOW, **{**said, **given}
    )


def judged(world: World, objective: Objective, persona: str, **given: Any) -> Any:
    """A judgement of today."""
    from builders.world import NOW

    said: dict[str, Any] = {
        "side": "progress",
        "value": "some",
        "words": "Two agencies of five have begun to use it.",
        "judged_on": NOW.date(),
    }
    fresh = Objective.objects.select_related("plan", "record").get(pk=objective.pk)
    return planning.judge_objective(
        objective=fresh, by=world.actor(persona), now=NOW, **{**said, **given}
    )
