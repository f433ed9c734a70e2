"""Names of bodies, agencies and the like are kept in the process, and are never those of before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from builders.world import World
from clients import Visitor
from sightline.foundation.statements import EDITIONS, OnceAnEdition
from sightline.registers.partnership.models import (
    Agency,
    ArrangementVersion,
    Body,
    Partnership,
    Place,
)

CHANGES: dict[str, Callable[[int], object]] = {
    "the name of the partnership": lambda pk: Partnership.objects.filter(pk=pk).update(name="New"),
    "the name of a body": lambda pk: Body.objects.filter(partnership=pk).update(name="New"),
    "a body more": lambda pk: Body.objects.create(
        partnership_id=pk, key="new", name="New", short="New", kind="group",
        starts_on=date(2026, 1, 1),
    ),
    "the name of an agency": lambda pk: Agency.objects.filter(partnership=pk).update(name="New"),
    "the name of a place": lambda pk: Place.objects.filter(partnership=pk).update(name="New"),
    "a version ends": lambda pk: ArrangementVersion.objects.filter(partnership=pk).update(
        ends_on=date(2040, 1, 1)
    ),
}  # fmt: skip


def edition(pk: int) -> int:
    return int(Partnership.objects.values_list("edition", flat=True).get(pk=pk))


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_draws_a_number_that_never_comes_back(scene: World, what: str) -> None:
    ours = scene.partnership.pk
    seen = [edition(ours)]
    with transaction.atomic():
        CHANGES[what](ours)
        seen.append(edition(ours))
        transaction.set_rollback(True)
    CHANGES[what](ours)
    seen.append(edition(ours))
    assert len(set(seen)) == 3, "undone or not, a change has a number of its own"


def test_a_change_next_door_leaves_the_number_as_it_is(scene: World) -> None:
    ours, theirs = scene.partnership.pk, Partnership.objects.exclude(pk=scene.partnership.pk)
    before = edition(ours)
    Body.objects.filter(partnership__in=theirs).update(name="New")
    assert edition(ours) == before


def test_a_body_that_was_renamed_is_called_so_on_the_next_page(scene: World) -> None:
    business_manager = Visitor(token=scene.tokens["business_manager"])
    assert "Renamed Executive" not in business_manager.get("/meetings")
    Body.objects.filter(partnership=scene.partnership, key="executive").update(
        name="Renamed Executive"
    )
    assert "Renamed Executive" in business_manager.get("/meetings")
    Agency.objects.filter(partnership=scene.partnership).update(name="Renamed Agency")
    assert "Renamed Agency" in business_manager.get("/actions?show=all")
    Partnership.objects.filter(pk=scene.partnership.pk).update(name="Renamed Partnership")
    assert "Renamed Partnership" in business_manager.get("/actions?show=all")


def test_the_second_page_asks_for_no_body_and_no_agency(scene: World) -> None:
    business_manager = Visitor(token=scene.tokens["business_manager"])
    business_manager.get("/actions?show=all")
    with CaptureQueriesContext(connection) as queries:
        business_manager.get("/actions?show=all")
    asked = [one["sql"] for one in queries if one["sql"].startswith("SELECT")]
    for table in ("partnership_body", "partnership_agency", "partnership_partnership"):
        assert not [sql for sql in asked if f'FROM "{table}"' in sql], table


def test_where_no_edition_is_known_each_reading_is_anew() -> None:
    read: list[int] = []
    once: OnceAnEdition[Any] = OnceAnEdition(lambda number: (read.append(number), len(read))[1])
    assert [once.of(7), once.of(7)] == [1, 2]
    stands = EDITIONS.set({7: 41})
    try:
        assert [once.of(7), once.of(7), once.of(8)] == [3, 3, 4]
        EDITIONS.set({7: 42})
        assert once.of(7) == 5
    finally:
        EDITIONS.reset(stands)
    assert once.of(7) == 6


def test_what_may_change_something_is_told_no_edition(
    scene: World, as_role: Callable[[str], Any]
) -> None:
    token = scene.tokens["business_manager"]
    ours = scene.partnership.pk
    with as_role("sightline_web"), connection.cursor() as cursor:
        for looks, expected in ((True, [[ours, edition(ours)]]), (False, None)):
            cursor.execute(
                "SELECT editions FROM sightline_request_begin(%s, %s, false)", [token, looks]
            )
            assert cursor.fetchone() == (expected,)


@pytest.mark.django_db
def test_a_record_is_found_by_its_reference_first() -> None:
    """A join by reference alone would read the index from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('record_reference'::regclass)")
        (made,) = cursor.fetchone()
    assert made.endswith("(reference, partnership_id)")
