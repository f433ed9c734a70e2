"""A list asks the database as often for twelve rows as for two, and stays small as a page."""

from __future__ import annotations

import pytest

from builders.world import World
from clients import Visitor
from sightline.registers.duties.queries import register
from web.rooms import LISTS, one_more_of_everything


def test_twelve_rows_take_no_more_statements_than_two(world: World) -> None:
    visitor = Visitor(token=world.tokens["business_manager"])

    def counted() -> dict[str, int]:
        register._kept.clear()
        found = {}
        for path in LISTS:
            assert visitor.ask("get", path).status_code == 200
            found[path] = visitor.statements
        return found

    counted()  # an edition of the arrangements is read once a process
    before = counted()
    for number in range(10):
        one_more_of_everything(world, number)
    assert counted() == before
    assert {path: n for path, n in before.items() if n > LISTS[path]} == {}


@pytest.mark.parametrize("path", ["/meetings", "/people"])
def test_a_list_is_a_small_page(world: World, path: str) -> None:
    answer = Visitor(token=world.tokens["business_manager"]).ask("get", path)
    assert len(answer.content) <= 60_000
