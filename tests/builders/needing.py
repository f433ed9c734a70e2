"""Roles of the workforce in the world of the tests, what they need, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from builders import partnership as made
from sightline.registers.partnership.models import Agency, Partnership
from sightline.work.training import operations
from sightline.work.training.models import Course, WorkforceRole

if TYPE_CHECKING:
    from builders.world import World


def role(partnership: Partnership, name: str, *courses: Course, **said: Any) -> WorkforceRole:
    """A role that needs these courses."""
    return operations.set_role(
        partnership_id=partnership.pk, role=None, name=name, courses=courses, by=made.BY,
        now=timezone.now(), **{"also_called": [], **said},
    )  # fmt: skip


def staffed(agency: Agency, of: WorkforceRole, count: int) -> None:
    """How many people an agency has in a role."""
    operations.count_workforce(agency=agency, staff={of.pk: count}, by=made.BY, now=timezone.now())


def need(world: World) -> None:
    """A role in each partnership, and how many people two agencies have in it."""
    from builders.world import canary

    for which, whose in (("ours", world.partnership), ("theirs", world.other)):
        one = role(whose, canary(f"role {which}"), world.training[f"course {which}"])
        world.training[f"role {which}"] = one
        for name in ("one", "other"):
            staffed(world.training[f"booking {name} {which}"].agency, one, 3)
