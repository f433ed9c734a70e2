"""An action held for a change, and who works on it."""

from __future__ import annotations

from sightline.foundation.permissions import Actor
from sightline.registers.actions.models import Action
from sightline.registers.actions.rules import life


def locked(action: Action) -> Action:
    """The action as it stands now, held until the transaction ends."""
    rows = Action.objects.select_for_update(of=("self",))
    return rows.select_related("record", "body", "agency", "merged_into").get(pk=action.pk)


def worker_of(actor: Actor) -> life.Worker:
    """What of an actor decides whether they work on an action."""
    return life.Worker(actor.person_id, actor.keys, actor.capacities, actor.is_system)


def works_on(action: Action, actor: Actor) -> bool:
    """Whether the actor may report on an action, move or complete it."""
    return life.works_on(
        worker_of(actor), owner=action.owner_id, agency=action.agency_id, body=action.body_id
    )


def check_works_on(action: Action, actor: Actor) -> None:
    """Refuse those who may read an action and not change it."""
    life.check_worker(
        worker_of(actor), owner=action.owner_id, agency=action.agency_id, body=action.body_id
    )
