"""A statement that is built once answers what its query set answers, for whatever is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from builders.world import World
from sightline.foundation.lists import Kept, Lists
from sightline.foundation.statements import Objects, Statement, Together, given
from sightline.registers.partnership.models import Agency, Body, Partnership, Seat

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


def test_objects_of_several_kinds_are_asked_for_together(world: World) -> None:
    """In one statement, field by field as each query set gives them, days and moments too."""
    here = {"partnership": given("partnership", int)}
    together = Together(
        seats=lambda: Seat.objects.filter(**here).order_by("-starts_at", "pk"),
        bodies=lambda: Body.objects.filter(**here).order_by("-name"),
        none=lambda: Agency.objects.filter(key=given("key", str)),
    )
    together.rows(partnership=0, key="")
    with CaptureQueriesContext(connection) as asked:
        found = together.rows(partnership=world.partnership.pk, key="no such")
    assert len(asked) == 1
    seats = Seat.objects.filter(partnership=world.partnership).order_by("-starts_at", "pk")
    bodies = Body.objects.filter(partnership=world.partnership).order_by("-name")
    for rows, expected in ((found["seats"], seats), (found["bodies"], bodies)):
        assert [_fields(one) for one in rows] == [_fields(one) for one in expected]
    assert found["none"] == []


def test_what_is_asked_together_comes_with_its_annotations_and_without_what_was_left_out(
    world: World,
) -> None:
    """Words, days and moments of what a row is joined to, as its query set would give them."""
    together = Together(
        seats=lambda: (
            Seat.objects.filter(partnership=given("partnership", int))
            .annotate(who=F("person__name"), since=F("place__starts_on"), at=F("starts_at"))
            .only("starts_at")
            .order_by("-pk")[:2]
        )
    )
    rows = together.rows(partnership=world.partnership.pk)["seats"]
    seats = Seat.objects.filter(partnership=world.partnership).order_by("-pk")[:2]
    expected = [(one.pk, one.person.name, one.place.starts_on, one.starts_at) for one in seats]
    assert [(one.pk, one.who, one.since, one.at) for one in rows] == expected
    assert len(expected) == 2
    assert "reason" in rows[0].get_deferred_fields()


def test_a_list_may_be_counted_by_other_rows_until_it_is_narrowed(odd: Partnership) -> None:
    lists = Lists(
        lambda: Agency.objects.filter(partnership=given("partnership", int)),
        lambda rows: rows.values("pk"),
        counted=lambda: Partnership.objects.filter(pk=given("partnership", int)),
    )
    assert lists.of(partnership=odd.pk).count(50) == 1
    assert lists.of(partnership=odd.pk).having("kind", "charity").count(50) == 3


def _fields(one: Any) -> dict[str, Any]:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


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


def agencies_of(partnership: Partnership) -> Kept:
    lists = Lists(
        lambda: Agency.objects.filter(partnership=given("partnership", int)),
        lambda rows: rows.values("pk", "name", "kind", "ends_on"),
    )
    return lists.of(partnership=partnership.pk)


def names(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


@pytest.fixture
def odd(scene: World) -> Partnership:
    """Three agencies whose names hold what a pattern would take for something else."""
    for number, name in enumerate(("100% Safe", "100 Safe", "Under_score \\ Trust")):
        Agency.objects.create(
            partnership=scene.other, key=f"odd-{number}", name=name, kind="charity",
            starts_on=date(2019, 6, 1), ends_on=date(2020, number + 1, 1) if number else None,
        )  # fmt: skip
    return scene.other


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("safe", ["100 Safe", "100% Safe"]),
        ("100% SAFE", ["100% Safe"]),
        ("_", ["Under_score \\ Trust"]),
        ("\\", ["Under_score \\ Trust"]),
        ("trust under", ["Under_score \\ Trust"]),
        ("nobody", []),
    ],
)
def test_words_are_found_as_they_are_written(
    odd: Partnership, words: str, found: list[str]
) -> None:
    rows = agencies_of(odd).having("kind", "charity").with_words(words, "name", "key")
    assert sorted(names(rows.rows(["name", "pk"], 0, 50))) == found
    assert rows.count(50) == len(found)
    assert sorted(names(rows.all(["name"]))) == found


def test_what_is_empty_comes_last_whichever_way(odd: Partnership) -> None:
    rows = agencies_of(odd).with_words("a", "name").having("kind", "charity").having("key", "")
    upwards = names(rows.rows(["ends_on", "pk"], 0, 50))
    downwards = names(rows.rows(["-ends_on", "-pk"], 0, 50))
    assert upwards == ["100 Safe", "100% Safe"]
    assert downwards == ["100 Safe", "100% Safe"]


def test_a_list_is_cut_and_counted_no_further_than_asked(odd: Partnership) -> None:
    rows = agencies_of(odd).having("kind", "charity")
    assert len(rows.rows(["name"], 0, 2)) == 2
    assert len(rows.rows(["name"], 2, 2)) == 1
    assert rows.count(2) == 2
    assert names(rows.beyond(["name"], Q(name__gt="100% Safe"), 5)) == ["Under_score \\ Trust"]


def test_the_same_shape_with_other_values_is_built_once(odd: Partnership) -> None:
    lists = Lists(
        lambda: Agency.objects.filter(key=given("key", str)), lambda rows: rows.values("pk")
    )
    made = []
    for key in ("odd-0", "odd-1"):
        lists.of(key=key).having("kind", "charity").rows(["pk"], 0, 10)
        made.append(len(lists._kept))
    assert made == [1, 1]
    lists.of(key="odd-0").rows(["pk"], 0, 10)
    assert len(lists._kept) == 2


def test_words_of_two_fields_do_not_stand_in_for_each_other(odd: Partnership) -> None:
    rows = agencies_of(odd).with_words("safe", "name").with_words("odd-0", "key")
    assert names(rows.rows(["name"], 0, 50)) == ["100% Safe"]
