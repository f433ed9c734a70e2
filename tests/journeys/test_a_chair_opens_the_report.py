"""A chair opens the report of the data set on a phone (R9.1): signals drawn as charts, the returns
of agencies, and the part that tells what was asked."""

from __future__ import annotations

import pytest

from journeys.conftest import Arrival

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_chair_opens_the_report_with_its_charts(signed_in: Arrival) -> None:
    chair = signed_in("chair.practice", phone=True)
    chair.goes_to("/data-set/report").is_at("What the figures say")
    chair.sees("Signals", "Returns of agencies", "What was asked")
    assert chair.main.locator("svg").count() > 0
