"""The menu marks the page one is on, and the part of the site it belongs to."""

from __future__ import annotations

import pytest

from builders.world import World
from clients import Visitor
from page_inspection import read


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/home", ("Your work", "page")),
        ("/meetings/plan", ("Meetings", "true")),
        ("/partnership", ("The partnership", "page")),
        ("/people", ("The partnership", "true")),
        ("/bodies/executive", ("The partnership", "true")),
        ("/settings/queues", ("Settings", "true")),
    ],
)
def test_one_link_is_marked(world: World, path: str, marked: tuple[str, str]) -> None:
    page = read(Visitor(token=world.tokens["business_manager"]).get(path))
    links = page.classed("govuk-service-navigation__link")
    found = [(one.text, one.attrs["aria-current"]) for one in links if "aria-current" in one.attrs]
    assert found == [marked]
