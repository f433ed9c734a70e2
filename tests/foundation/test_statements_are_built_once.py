"""A statement that is built once answers what its query set answers, for whatever is given."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.world import World
from sightline.foundation.statements import Objects, Statement, given
from sightline.registers.partnership.models import Body, Partnership, Seat

EARLIER = datetime(2019, 1, 1, tzinfo=UTC)


class Named(NamedTuple):
    """A key and a name."""

    key: str
    name: str


def bodies_of() -> Statement[Named]:
    return Statement(
        Named,
        lambda: (
            Body.objects.filter(partnership=given("partnership", int))
            .order_by("name")
            .values_list("key", "name")
        ),
    )


def test_rows_are_those_of_the_query_set(world: World) -> None:
    statement = bodies_of()
    for partnership in (world.partnership, world.other):
        wanted = Body.objects.filter(partnership=partnership).order_by("name")
        rows = statement.rows(partnership=partnership.pk)
        assert rows and rows == [Named(one.key, one.name) for one in wanted]


def test_any_number_is_among_the_given_ones(world: World) -> None:
    statement = Statement(
        Named,
        lambda: (
            Body.objects.filter(pk__among=given("numbers", list[int]))
            .order_by("pk")
            .values_list("key", "name")
        ),
    )
    numbers = list(Body.objects.order_by("pk").values_list("pk", flat=True))
    for several in ([], numbers[:1], numbers):
        assert len(statement.rows(numbers=several)) == len(several)


def test_objects_come_with_what_they_are_joined_to(world: World) -> None:
    statement = Objects(
        lambda: (
            Seat.objects.filter(
                partnership=given("partnership", int), starts_at__gt=given("after", datetime)
            )
            .select_related("person", "place__body")
            .defer("reason")
            .order_by("pk")
        )
    )
    wanted = Seat.objects.filter(partnership=world.partnership).order_by("pk")
    seats = statement.rows(partnership=world.partnership.pk, after=EARLIER)
    assert seats == list(wanted)
    with CaptureQueriesContext(connection) as asked:
        told = [(one.person.name, one.place.body and one.place.body.name) for one in seats]
    assert not asked.captured_queries
    assert told == [(one.person.name, one.place.body and one.place.body.name) for one in wanted]
    assert seats[0].get_deferred_fields() == {"reason"}


def test_columns_of_a_kind_of_their_own_are_read_as_the_query_set_reads_them(world: World) -> None:
    statement = Objects(lambda: Partnership.objects.filter(key=given("key", str)))
    (found,) = statement.rows(key=world.partnership.key)
    assert found == world.partnership


def test_what_is_given_is_a_value_and_never_a_part_of_the_statement(world: World) -> None:
    statement = Statement(
        Named,
        lambda: Body.objects.filter(key=given("key", str)).values_list("key", "name"),
    )
    assert statement.rows(key="executive") != []
    assert statement.rows(key="' OR true --") == []


def test_a_value_that_was_forgotten_is_an_error(world: World) -> None:
    with pytest.raises(KeyError):
        bodies_of().rows()
