"""Who holds each permission, by the table of roles of the security design and the requirements."""

from __future__ import annotations

import pytest

from builders.world import World
from sightline.web.describing import declared_permissions
from web.roles import EVERYBODY
from web.rooms import HELD


@pytest.mark.parametrize("code", sorted(HELD))
def test_is_held_by_those_named_and_nobody_else(world: World, code: str) -> None:
    permission = next(one for _, one in declared_permissions() if one.code == code)
    holders = {
        persona for persona in (*EVERYBODY, "seat_ended") if world.actor(persona).may(permission)
    }
    holders.discard("stranger")  # a manager next door; their business unit differs from ours
    assert holders == HELD[code] - {"stranger"}


def test_the_notifier_of_the_authority_notifies(world: World) -> None:
    """Nobody of the table does: the duty is the local authority's alone (R6.1)."""
    (notify,) = (one for _, one in declared_permissions() if one.code == "reviews.notify")
    assert world.actor("notifier").may(notify)


def test_every_permission_has_its_row() -> None:
    assert {one.code for _, one in declared_permissions()} == set(HELD)
