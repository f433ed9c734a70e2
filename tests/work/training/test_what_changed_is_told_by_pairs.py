"""The change between two stages, with its interval, by hand and by published tables (R8.4)."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.foundation.errors import RuleBroken
from sightline.work.training.rules import evaluating


@pytest.mark.parametrize(
    "freedom, published",  # two-sided, 95%: any printed table of Student's t
    [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (7, 2.365), (9, 2.262), (10, 2.228),
     (19, 2.093), (30, 2.042), (60, 2.000), (120, 1.980)],
)  # fmt: skip
def test_the_quantile_is_the_one_of_printed_tables(freedom, published):
    assert evaluating.t_within(freedom) == pytest.approx(published, abs=0.0005)


def test_the_paired_interval_is_the_one_worked_out_by_hand():
    """Differences 1 2 0 1 1 2 1 0: their sum is 8, of their squares 12; mean 1; s² = (12 - 8)/7 =
    0.5714; s/√8 = 0.2673; times 2.365 = 0.632."""
    differences = [1, 2, 0, 1, 1, 2, 1, 0]
    change = evaluating.paired(8, sum(differences), sum(one * one for one in differences))
    assert change.n == 8 and change.mean == 1
    assert (change.low, change.high) == pytest.approx((0.368, 1.632), abs=0.001)


def test_differences_that_are_all_the_same_claim_no_certainty():
    """An interval without width would say that nobody could ever differ."""
    change = evaluating.paired(6, 6, 6)
    assert (change.mean, change.low, change.high) == (1, None, None)
    assert evaluating.in_words(change, "after") == "All differ alike: no interval can be told"


def test_the_interval_ends_where_the_scale_does():
    """Differences 4 and 0: mean 2, s = 2.828, half-width 12.706 · 2 = 25.4; nobody moves by 5."""
    change = evaluating.paired(2, 4, 16)
    assert (change.low, change.high) == (-4, 4)


def test_one_pair_has_no_interval_and_none_no_change():
    one = evaluating.paired(1, 2, 4)
    assert (one.mean, one.low, one.high) == (2, None, None)
    assert evaluating.in_words(one, "after") == "One pair shows nothing"
    assert evaluating.paired(0, 0, 0) is None


@pytest.mark.parametrize(
    "n, total, squares, pair, says",
    [
        (8, 8, 12, "after", "Rated higher than before"),
        (8, -8, 12, "later", "Rated lower than before"),
        (8, 2, 12, "after", "No change can be told from chance"),
        (8, 2, 12, "manager", "No difference between the two can be told"),
        (8, -8, 12, "manager", "Managers rate lower"),
    ],
)
def test_words_claim_no_more_than_the_interval(n, total, squares, pair, says):
    assert evaluating.in_words(evaluating.paired(n, total, squares), pair) == says


@pytest.mark.parametrize(
    "interval, expected",
    [
        ("6-weeks", date(2027, 1, 12)),
        ("8-weeks", date(2027, 1, 26)),
        ("3-months", date(2027, 2, 28)),  # the 30th of February is its last day
        ("6-months", date(2027, 5, 30)),
    ],
)
def test_the_last_stage_is_asked_after_the_interval_of_the_course(interval, expected):
    assert evaluating.later_on(date(2026, 12, 1) if "weeks" in interval else date(2026, 11, 30),
                               interval) == expected  # fmt: skip


def test_what_is_asked_is_short_and_each_thing_once():
    assert evaluating.check_items(["  One   thing ", "", "Another"]) == ["One thing", "Another"]
    assert evaluating.check_items(evaluating.EXAMPLE_ITEMS) == list(evaluating.EXAMPLE_ITEMS)
    with pytest.raises(RuleBroken, match="stands there twice"):
        evaluating.check_items(["One", "One"])
    with pytest.raises(RuleBroken, match="at most 12"):
        evaluating.check_items([f"Item {number}" for number in range(13)])
    with pytest.raises(RuleBroken, match="300"):
        evaluating.check_items(["x" * 301])
