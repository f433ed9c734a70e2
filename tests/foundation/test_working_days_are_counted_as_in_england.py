"""Expected dates from the domain facts (sections 1.8 and 6 of the design), worked out by hand from
the official list of bank holidays of England."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sightline.foundation.calendar import (
    LONDON,
    WorkingCalendar,
    add_hours,
    add_months,
    add_years,
    period_of,
)
from sightline.foundation.clocks import Clock, due

ENGLAND = WorkingCalendar(known_until=2027)

FORWARDS = [
    # trigger, +5 working days, +15 working days
    (date(2019, 12, 20), date(2019, 12, 31), date(2020, 1, 15)),
    (date(2020, 4, 9), date(2020, 4, 20), date(2020, 5, 4)),
    (date(2022, 5, 31), date(2022, 6, 9), date(2022, 6, 23)),
    (date(2022, 9, 16), date(2022, 9, 26), date(2022, 10, 10)),
    # by hand: 29, 30 April; 1, 2 May; not Monday 5 May, a bank holiday; 6 to 9, 12 and 13 May
    (date(2025, 4, 17), date(2025, 4, 28), date(2025, 5, 13)),
    (date(2025, 12, 22), date(2025, 12, 31), date(2026, 1, 15)),
    (date(2025, 9, 6), date(2025, 9, 12), date(2025, 9, 26)),
    # 8 May 2020: the early May holiday was moved from Monday 4 May
    (date(2020, 5, 1), date(2020, 5, 11), date(2020, 5, 26)),
]


@pytest.mark.parametrize(("trigger", "five", "fifteen"), FORWARDS)
def test_counting_forwards(trigger: date, five: date, fifteen: date) -> None:
    assert ENGLAND.add_working_days(trigger, 5) == five
    assert ENGLAND.add_working_days(trigger, 15) == fifteen


@pytest.mark.parametrize(
    ("publication", "seven_before"),
    [
        (date(2026, 4, 10), date(2026, 3, 30)),
        (date(2025, 9, 30), date(2025, 9, 19)),
        (date(2026, 1, 5), date(2025, 12, 22)),
    ],
)
def test_counting_backwards(publication: date, seven_before: date) -> None:
    assert ENGLAND.add_working_days(publication, -7) == seven_before


def test_fifteen_days_from_christmas_eve_2026() -> None:
    # Friday 25, Monday 28 (substitute for Boxing Day, a Saturday) and 1 January are not worked
    assert ENGLAND.add_working_days(date(2026, 12, 24), 15) == date(2027, 1, 19)


def test_a_day_proclaimed_since_is_passed_over() -> None:
    # without it, one working day after Friday 3 July 2026 is Monday the 6th
    proclaimed = WorkingCalendar(known_until=2027, extra={date(2026, 7, 6): "A day of thanks"})
    assert ENGLAND.add_working_days(date(2026, 7, 3), 1) == date(2026, 7, 6)
    assert proclaimed.add_working_days(date(2026, 7, 3), 1) == date(2026, 7, 7)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2019, 12, 15), 1, date(2020, 1, 15)),
        (date(2019, 5, 31), -6, date(2018, 11, 30)),
    ],
)
def test_months_end_where_the_month_ends(day: date, n: int, expected: date) -> None:
    assert add_months(day, n) == expected


def test_a_leap_day_has_its_year_on_the_28th() -> None:
    assert add_years(date(2020, 2, 29), 1) == date(2021, 2, 28)
    assert add_years(date(2020, 2, 29), 4) == date(2024, 2, 29)


def test_hours_are_real_hours_when_the_clocks_change() -> None:
    # on 28 March 2021 one o'clock became two; on 31 October 2021 two became one
    spring = datetime(2021, 3, 27, 12, 0, tzinfo=LONDON)
    autumn = datetime(2021, 10, 30, 12, 0, tzinfo=LONDON)
    assert add_hours(spring, 24).strftime("%d %H:%M") == "28 13:00"
    assert add_hours(autumn, 24).strftime("%d %H:%M") == "31 11:00"


@pytest.mark.parametrize(
    ("day", "per", "kind", "start", "end", "label"),
    [
        (
            date(2020, 8, 5),
            "quarter",
            {},
            date(2020, 7, 1),
            date(2020, 9, 30),
            "Quarter July to September 2020",
        ),
        (
            date(2020, 2, 29),
            "year",
            {"first_month": 4},
            date(2019, 4, 1),
            date(2020, 3, 31),
            "Year April 2019 to March 2020",
        ),
        (
            date(2020, 9, 14),
            "year",
            {"origin": date(2019, 9, 15)},
            date(2019, 9, 15),
            date(2020, 9, 14),
            "Year 15 September 2019 to 14 September 2020",
        ),
        (
            date(2020, 9, 15),
            "year",
            {"origin": date(2019, 9, 15)},
            date(2020, 9, 15),
            date(2021, 9, 14),
            "Year 15 September 2020 to 14 September 2021",
        ),
        (
            date(2020, 1, 15),
            "quarter",
            {"origin": date(2019, 9, 1)},
            date(2019, 12, 1),
            date(2020, 2, 29),
            "Quarter December 2019 to February 2020",
        ),
        (
            date(2020, 6, 30),
            "half-year",
            {},
            date(2020, 1, 1),
            date(2020, 6, 30),
            "Half-year January to June 2020",
        ),
        (
            date(2026, 11, 23),
            "week",
            {},
            date(2026, 11, 23),
            date(2026, 11, 29),
            "Week from 23 November 2026",
        ),
    ],
)
def test_periods(
    day: date, per: str, kind: dict[str, object], start: date, end: date, label: str
) -> None:
    found = period_of(day, per, **kind)  # type: ignore[arg-type]
    assert (found.start, found.end, found.label) == (start, end, label)


def test_a_clock_shows_its_working() -> None:
    found = due(Clock("notify", "Notify", "the law", 5, "working-days"), date(2020, 4, 9), ENGLAND)
    assert found.day == date(2020, 4, 20)
    assert found.workings == (
        "5 working days after 9 April 2020 is Monday 20 April 2020. Weekends are not counted, "
        "nor are: Good Friday, 10 April 2020; Easter Monday, 13 April 2020."
    )
    assert not found.is_provisional


def test_beyond_the_known_years_a_working_day_is_provisional() -> None:
    found = due(Clock("x", "X", "the law", 15, "working-days"), date(2027, 12, 20), ENGLAND)
    assert found.is_provisional
    assert "Provisional: bank holidays after 2027 are not yet certain." in found.workings


def test_a_leap_month_deadline() -> None:
    # six months from the decision of 31 August 2019: February 2020 has 29 days
    found = due(Clock("six", "Six", "guidance", 6, "months"), date(2019, 8, 31), ENGLAND)
    assert found.day == date(2020, 2, 29)
