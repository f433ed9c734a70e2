"""Business plans and risks for the world of the tests: one here, one next door. Each free text has
a word of its own; `world.works` names each by what it stands for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sightline.registers.partnership.models import Body
from sightline.registers.records.models import ReferenceCount
from sightline.work.planning import operations as planning
from sightline.work.planning.models import Objective, Plan, Priority, Risk
from sightline.work.planning.rules.risks import Rating

if TYPE_CHECKING:
    from builders.world import World


def plan(world: World) -> None:
    """An agreed plan of this year here, with an objective that was judged, and one next door."""
    from builders.world import NOW

    # other numbers than ours: what is told apart by reference alone would hide in equal ones
    for prefix, year in (("PLN", NOW.year - 1), ("OBJ", NOW.year - 1), ("RSK", NOW.year)):
        ReferenceCount.objects.create(partnership=world.other, prefix=prefix, year=year, last=900)
    practice = world.partnership.body_set.get(key="practice-group")
    _planned(world, "ours", "business_manager", practice)
    board = world.other.body_set.get(key="board")
    _planned(world, "theirs", "stranger", board)
    _risky(world, "ours", "business_manager", practice, "group_chair")
    _risky(world, "theirs", "stranger", board, "stranger")


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


def _risky(world: World, whose: str, persona: str, body: Body, chair: str) -> None:
    from builders.world import NOW, canary

    made = entered(
        world,
        chair,
        body=body,
        name=canary(f"risk {whose}"),
        cause=f"Because of {canary(f'cause {whose}')}",
        event=f"It may be that {canary(f'event {whose}')}",
        effect=f"Then {canary(f'effect {whose}')}",
        words=f"Rated by {canary(f'rated {whose}')}",
        controls=[canary(f"control {whose}"), canary(f"ended {whose}")],
    )
    by = world.actor(persona)
    planning.end_control(
        control=made.controls.get(number=2),
        reason=f"Gone {canary(f'gone {whose}')}",
        by=by,
        now=NOW,
    )
    if body.kind != "executive":
        planning.raise_risk(
            risk=made, reason=f"Beyond the group {canary(f'raised {whose}')}",
            by=world.actor(chair), now=NOW,
        )  # fmt: skip
        planning.answer_risk(
            risk=made, answer=f"They said {canary(f'answer {whose}')}", by=by, now=NOW
        )
    planning.close_risk(
        risk=entered(world, persona, body=body), reason=f"Over {canary(f'closed {whose}')}",
        by=by, now=NOW,
    )  # fmt: skip
    made.refresh_from_db()
    world.works[f"risk {whose}"] = made


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


def rated(before: tuple[int, int] = (4, 4), after: tuple[int, int] = (3, 4),
          target: tuple[int, int] = (2, 3)) -> dict[str, Rating]:  # fmt: skip
    """Likelihood and impact at each moment."""
    return {"before": Rating(*before), "after": Rating(*after), "target": Rating(*target)}


def entered(world: World, persona: str = "business_manager", **given: Any) -> Risk:
    """A risk that a persona enters."""
    from builders.world import NOW

    said: dict[str, Any] = {
        "name": "Too few trained chairs",
        "cause": "Two of three trained chairs retire this year.",
        "event": "Strategy meetings are held without a trained chair.",
        "effect": "Children wait longer for a decision.",
        "ratings": rated(),
        "words": "Counted over the last two quarters.",
        "review_on": NOW.date() + timedelta(days=60),
    }
    by = world.actor(persona)
    if "body" not in given:
        given["body"] = Body.objects.get(partnership=by.partnership_id, key="practice-group")
    owner = given.pop("owner_id", world.people[persona].pk)
    return planning.enter_risk(owner_id=owner, by=by, now=NOW, **{**said, **given})
