"""Each page of a part of the site marks that part in the menu, wherever its address begins."""

from __future__ import annotations

import re

import pytest

from builders.world import World
from clients import Visitor

pytestmark = pytest.mark.django_db
HERE = re.compile(r'aria-current="(?:true|page)"[^>]*>(?:<strong[^>]*>)?\s*([^<]+?)\s*<')


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/recommendations", "Actions"),
        ("/programme", "Training"),
        ("/objectives", "The partnership"),
        ("/cases", "The partnership"),
        ("/risks", "The partnership"),
        ("/people-of-cases/{people}", "The partnership"),
        ("/meetings", "Meetings"),
    ],
)
def test_the_part_of_a_page_is_marked(scene: World, address: str, part: str) -> None:
    people = scene.record("people ours").reference
    page = Visitor(token=scene.tokens["business_manager"]).get(address.format(people=people))
    assert part in HERE.findall(page)
