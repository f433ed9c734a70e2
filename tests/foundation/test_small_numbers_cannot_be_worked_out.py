"""A reader with a solver and everything that was ever released cannot work a hidden count out.

The reader here is `scipy.optimize.linprog`: for each hidden cell it looks for the least and the
greatest value that fits every sum. It knows that no hidden cell is below 1: zeros are shown.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sightline.foundation.small_numbers import (
    CHILDREN,
    CLASSES,
    OPEN,
    SENSITIVE,
    DisclosureClass,
    Key,
    Released,
    Sum,
    Table,
    cross_table,
    protect,
    share,
    together,
)


def possible(table: Table, released: Released, lowest: int) -> dict[Key, tuple[float, float]]:
    """The least and the greatest value of each hidden cell, as the reader can know them."""
    known = {key: n for key, n in table.counts.items() if key not in released.hidden}
    known |= {key: table.counts[key] for key in table.shown_before}
    unknown = [key for key in table.counts if key not in known]
    sides, right = [], []
    for each in table.sums:
        row, constant = [0.0] * len(unknown), 0.0
        for key, sign in ((each.total, 1), *((part, -1) for part in each.parts)):
            if key in known:
                constant -= sign * known[key]
            else:
                row[unknown.index(key)] += sign
        if any(row):
            sides.append(row)
            right.append(constant)
    found = {}
    for place, key in enumerate(unknown):
        aim = [float(each == place) for each in range(len(unknown))]
        ends = []
        for sign in (1, -1):
            answer = linprog([sign * each for each in aim], A_eq=sides or None, b_eq=right or None,
                             bounds=[(lowest, None)] * len(unknown))  # fmt: skip
            ends.append(sign * answer.fun if answer.status == 0 else float("inf"))
        found[key] = (ends[0], ends[1])
    return found


def narrowest(table: Table, of: DisclosureClass) -> float:
    released = protect(table, of)
    ranges = possible(table, released, of.lowest_hidden)
    return min((high - low for low, high in ranges.values()), default=float("inf"))


def test_counts_below_the_threshold_are_hidden_and_zero_is_not() -> None:
    table = Table({"a": 0, "b": 1, "c": 5, "d": 6, "e": 700})
    released = protect(table, CHILDREN)
    assert released.values == {"a": 0, "b": None, "c": None, "d": 6, "e": 700}
    assert set(released.why.values()) == {"shown", "small"}


def test_a_class_that_hides_nothing_hides_nothing() -> None:
    assert protect(Table({"a": 1, "b": 3}), OPEN).values == {"a": 1, "b": 3}


def test_what_is_shown_of_a_sensitive_class_is_rounded() -> None:
    assert protect(Table({"a": 12, "b": 13, "c": 9}), SENSITIVE).values == {
        "a": 10, "b": 15, "c": None,
    }  # fmt: skip


def test_one_small_count_in_a_total_takes_a_second_cell_with_it() -> None:
    table = Table({"a": 3, "b": 40, "c": 60, "all": 103}, [Sum("all", ("a", "b", "c"))])
    released = protect(table, CHILDREN)
    assert released.values == {"a": None, "b": None, "c": 60, "all": 103}
    assert released.why["b"] == "protects"


def test_two_ones_that_make_two_are_not_left_to_protect_each_other() -> None:
    """1 + 1 = 2 has only one answer among counts that are not zero."""
    table = Table({"a": 1, "b": 1, "c": 30, "all": 32}, [Sum("all", ("a", "b", "c"))])
    assert protect(table, CHILDREN).hidden >= {"a", "b", "c"}
    assert narrowest(table, CHILDREN) >= CHILDREN.span


def test_one_child_alone_in_a_table_of_zeros_could_be_any_number() -> None:
    table = cross_table({("r", "c"): 0, ("r", "d"): 0, ("s", "c"): 0, ("s", "d"): 1})
    released = protect(table, CHILDREN)
    assert not released.exposed
    assert released.hidden == {("s", "d"), ("s", "Total"), ("Total", "d"), ("Total", "Total")}


def test_a_zero_is_never_hidden_to_protect_another() -> None:
    table = Table({"a": 2, "b": 0, "c": 9, "all": 11}, [Sum("all", ("a", "b", "c"))])
    released = protect(table, CHILDREN)
    assert released.values["b"] == 0
    assert released.hidden >= {"a", "c"}


def test_the_difference_to_an_earlier_release_gives_nothing_away() -> None:
    """Last year's total was printed without the town that joined: the difference is the town."""
    table = Table(
        {"old": 100, "town": 3, "new": 103, "north": 60, "south": 40},
        [Sum("new", ("old", "town")), Sum("old", ("north", "south"))],
        shown_before=frozenset({"old", "north", "south"}),
    )
    released = protect(table, CHILDREN)
    assert released.hidden == {"town", "new"}
    low, high = possible(table, released, 1)["town"]
    assert high - low >= CHILDREN.span


def test_a_cell_hidden_in_an_earlier_release_stays_hidden() -> None:
    table = Table({"a": 3, "b": 40, "c": 60, "all": 103}, [Sum("all", ("a", "b", "c"))],
                  hidden_before=frozenset({"c"}))  # fmt: skip
    assert protect(table, CHILDREN).hidden >= {"a", "c"}


def test_what_can_no_longer_be_protected_is_said() -> None:
    table = Table({"a": 3, "b": 40, "all": 43}, [Sum("all", ("a", "b"))],
                  shown_before=frozenset({"b", "all"}))  # fmt: skip
    assert protect(table, CHILDREN).exposed == {"a"}


def test_two_tables_of_one_release_share_their_cells() -> None:
    """By age and by ward: the totals of both are the same figure."""
    by_age = Table({("young"): 4, ("old"): 50, "all": 54}, [Sum("all", ("young", "old"))])
    by_ward = Table({"north": 20, "south": 34, "all": 54}, [Sum("all", ("north", "south"))])
    table = together([by_age, by_ward])
    released = protect(table, CHILDREN)
    assert {"young", "old"} <= released.hidden
    assert possible(table, released, 1)["young"][1] > 6


def test_sums_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        protect(Table({"a": 1, "all": 3}, [Sum("all", ("a",))]), CHILDREN)
    with pytest.raises(ValueError, match="not there"):
        protect(Table({"all": 3}, [Sum("all", ("a",))]), CHILDREN)
    with pytest.raises(ValueError, match="below 0"):
        protect(Table({"a": -1}), CHILDREN)


def test_a_share_of_a_hidden_count_is_hidden() -> None:
    assert share(None, 50) is None
    assert share(10, None) is None
    assert share(10, 0) is None
    assert share(10, 40) == 25.0


def test_every_class_has_words_and_an_own_code() -> None:
    assert len(CLASSES) == 3
    assert all(each.words and each.threshold >= 0 for each in CLASSES.values())


counts = st.integers(min_value=0, max_value=25)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 4), st.integers(2, 4), st.data())
def test_no_hidden_cell_of_a_table_with_totals_is_recovered(
    rows: int, columns: int, data: st.DataObject
) -> None:
    table = cross_table({
        (f"r{r}", f"c{c}"): data.draw(counts) for r in range(rows) for c in range(columns)
    })  # fmt: skip
    released = protect(table, CHILDREN)
    assert not released.exposed
    for key, (low, high) in possible(table, released, CHILDREN.lowest_hidden).items():
        assert high - low >= CHILDREN.span - 1e-6, (key, low, high, table.counts)
    for key, value in released.values.items():
        assert value is None or value == table.counts[key]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_nothing_is_recovered_by_the_difference_of_two_releases(seed: int) -> None:
    """First a table of the year, then the same with late cases added to some cells."""
    chance = random.Random(seed)
    grid = [(f"r{r}", f"c{c}") for r in range(3) for c in range(3)]
    first = cross_table({cell: chance.randrange(20) for cell in grid}, prefix=("first",))
    out = protect(first, CHILDREN)
    late = cross_table({cell: chance.choice((0, 0, 1, 2, 7)) for cell in grid}, prefix=("late",))
    second = cross_table({
        cell: first.counts["first", *cell] + late.counts["late", *cell] for cell in grid
    }, prefix=("second",))  # fmt: skip
    added = [Sum(("second", *key[1:]), (key, ("late", *key[1:]))) for key in first.counts]  # type: ignore[index]
    table = together([first, late, second])
    table = Table(
        table.counts,
        [*table.sums, *added],
        shown_before=frozenset(set(first.counts) - out.hidden),
        hidden_before=out.hidden | {("first", *key[1:]) for key in out.hidden},  # type: ignore[index]
    )
    released = protect(table, CHILDREN)
    for key, (low, high) in possible(table, released, 1).items():
        assert key in released.exposed or high - low >= CHILDREN.span - 1e-6, (key, low, high)


def test_a_large_table_is_settled_within_a_moment() -> None:
    chance = random.Random("large")
    cells = {(f"r{r}", f"c{c}"): chance.randrange(40) for r in range(12) for c in range(12)}
    table = cross_table(cells)
    released = protect(table, CHILDREN)
    shown = sum(value is not None for value in released.values.values())
    assert shown > len(table.counts) / 2, (
        "hiding more than half of a table is no protection but loss"
    )
