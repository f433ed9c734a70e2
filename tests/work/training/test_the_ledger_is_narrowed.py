"""The ledger of charges is narrowed to an agency and a month, its invoice (R8.2)."""

from __future__ import annotations

from datetime import datetime

import pytest

from builders import partnership as made
from clients import Visitor
from sightline.foundation.calendar import LONDON
from sightline.work.training import operations
from sightline.work.training.forms.day import month_of


@pytest.mark.parametrize(
    "typed, first, end",
    [
        ("2026-11", datetime(2026, 11, 1), datetime(2026, 12, 1)),
        (" 2026-12 ", datetime(2026, 12, 1), datetime(2027, 1, 1)),
        ("2026-03", datetime(2026, 3, 1), datetime(2026, 4, 1)),  # clocks go forward in between
    ],
)
def test_a_month_runs_from_midnight_to_midnight_in_london(typed, first, end):
    assert month_of(typed) == (first.replace(tzinfo=LONDON), end.replace(tzinfo=LONDON))


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "November", "2026-11-01"])
def test_what_is_no_month_narrows_nothing(typed):
    assert month_of(typed) is None


def test_lines_of_a_month_stand_in_the_order_asked_for(scene):
    one = scene.training["booking one ours"]
    for day, pence in ((1, 5500), (30, 6600)):
        operations.enter_charge(
            booking=one, pence=pence, why="Told late", by=made.BY,
            now=datetime(2026, 4, day, 0, 30, tzinfo=LONDON),
        )  # fmt: skip
    operations.enter_charge(
        booking=one, pence=7700, why="Told late", by=made.BY,
        now=datetime(2026, 5, 1, 0, 0, tzinfo=LONDON),
    )  # fmt: skip
    desk = Visitor(scene.people["business_manager"])
    page = desk.get("/training/charges?month=2026-04&sort=-pounds")
    assert "77.00" not in page and page.index("66.00") < page.index("55.00")
    page = desk.get("/training/charges?month=2026-04&sort=pounds")
    assert page.index("55.00") < page.index("66.00")
    assert one.name in page
