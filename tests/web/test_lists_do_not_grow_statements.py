"""A list asks the database as often for twelve rows as for two, and stays small as a page."""

from __future__ import annotations

import pytest

from builders.world import World
from clients import Visitor
<<<<<<< HEAD
from sightline.work.governance import operations as governance

LISTS = {  # address -> statements it may take (performance design, section 4)
    "/home": 12,
    "/line-of-sight": 12,
    "/diary": 8,
    "/drafts": 8,
    "/requests": 8,
    "/reports": 8,
    "/forum": 8,
    "/task-groups": 8,
    "/disputes": 8,
    "/meetings": 8,
    "/people": 8,
    "/bodies": 8,
    "/agencies": 8,
    "/shelf": 8,
    "/arrangements/versions": 8,
    "/settings/accounts": 8,
    "/training": 8,
    "/programme": 8,
    "/programme/courses": 8,
    "/training/team": 8,
}


def ten_more(world: World) -> None:
    body = world.partnership.body_set.get(key="effectiveness-group")
    for number in range(10):
        governance.plan_meeting(
            body=body,
            on=NOW.date() + timedelta(days=2 + number),
            starts_at=None,
            ends_at=None,
            venue="",
            by=made.BY,
            now=NOW,
        )
        made.appointed(world.partnership, "effectiveness-group-members")
        on_offer(published(world.partnership, f"Course {number}"))
        asked(world, "group_chair", body)
        grouped(world, "business_manager", body)
        disputed(world, "lead_partner", body)
=======
from web.rooms import LISTS, one_more_of_everything
>>>>>>> main


def test_twelve_rows_take_no_more_statements_than_two(world: World) -> None:
    visitor = Visitor(token=world.tokens["business_manager"])

    def counted() -> dict[str, int]:
        found = {}
        for path in LISTS:
            assert visitor.ask("get", path).status_code == 200
            found[path] = visitor.statements
        return found

    before = counted()
    for number in range(10):
        one_more_of_everything(world, number)
    assert counted() == before
    assert {path: n for path, n in before.items() if n > LISTS[path]} == {}


@pytest.mark.parametrize("path", ["/meetings", "/people"])
def test_a_list_is_a_small_page(world: World, path: str) -> None:
    answer = Visitor(token=world.tokens["business_manager"]).ask("get", path)
    assert len(answer.content) <= 60_000
