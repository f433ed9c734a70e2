"""Wakefield's arrangements name posts that give their holder no capacity: a live seat is enough for
what is everybody's, and for nothing else."""

from __future__ import annotations

import pytest

from builders import partnership as made
from builders.world import World
from clients import Visitor
from sightline.foundation.accounts.models import Person


def who_holds_it(world: World) -> Person:
    place = made.place(world.partnership, "quality-assurance-lead")
    seat = place.seats.first() or made.appointed(world.partnership, place.key)
    return seat.person


@pytest.mark.parametrize("path", ["/home", "/meetings", "/bodies", "/search"])
def test_its_holder_comes_in(world: World, path: str) -> None:
    holder = who_holds_it(world)
    assert Visitor(holder).ask("get", path).status_code == 200


@pytest.mark.parametrize("path", ["/line-of-sight", "/people", "/trail", "/meetings/plan"])
def test_its_holder_gets_nothing_more(world: World, path: str) -> None:
    holder = who_holds_it(world)
    assert Visitor(holder).ask("get", path).status_code == 403
