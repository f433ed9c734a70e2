"""The page of a record tells the newest of what was done to it, and leads to the rest."""

from __future__ import annotations

import pytest

from builders.world import NOW, World
from clients import Visitor
from page_inspection import read
from sightline.foundation.trail import operations as trail
from sightline.registers.records.events import sight_ended

pytestmark = pytest.mark.django_db
LINK = "All that was done to this record"


def lines(page: str) -> list[str]:
    return [line.text for line in read(page).classed("app-timeline__item")]


def grants_ended(scene: World, name: str, times: int) -> str:
    """So many more lines about a meeting of the world, by people told apart by their number."""
    reference = str(scene.record(name).reference)
    for number in range(times):
        by = scene.actor("business_manager")
        trail.record(sight_ended, by=by, now=NOW, about=reference, person=f"Reader {number}")
    return reference


def test_a_page_tells_the_newest_five_and_another_page_the_rest(scene: World) -> None:
    reader = Visitor(scene.people["business_manager"])
    reference = grants_ended(scene, "held", 7)
    page = reader.get(f"/meetings/{reference}")
    assert len(lines(page)) == 5
    assert LINK in page
    whole = lines(reader.get(f"/records/{reference}/history"))
    assert len(whole) > 7
    assert whole[:5] == lines(page)


def test_where_there_are_no_more_nothing_leads_on(scene: World) -> None:
    reference = scene.record("planned").reference
    page = Visitor(scene.people["business_manager"]).get(f"/meetings/{reference}")
    assert 0 < len(lines(page)) <= 5
    assert LINK not in page


def test_what_is_more_than_official_is_told_on_its_own_page_alone(scene: World) -> None:
    reference = grants_ended(scene, "closed", 7)
    reader = Visitor(scene.people["group_chair"])
    page = reader.get(f"/meetings/{reference}")
    assert len(lines(page)) >= 7
    assert LINK not in page
    reader.get(f"/records/{reference}/history", status=404)
