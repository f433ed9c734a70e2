"""The engine of the charging rules against tables counted by hand, from three published sets.

Calendar used: 2026-12-25 (Friday) Christmas Day, 2026-12-28 (Monday) substitute for Boxing Day on
Saturday 26th, 2027-01-01 (Friday) New Year's Day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sightline.foundation.calendar import calendar_for
from sightline.foundation.errors import RuleBroken
from sightline.work.training.rules import cancelling
from sightline.work.training.rules.cancelling import Amount, Terms
from sightline.work.training.rules.published import BRADFORD, PUBLISHED, SALFORD, WEST_SUSSEX

CALENDAR = calendar_for(date(2026, 11, 1))
EVENT = date(2026, 12, 14)  # a Monday


def due(terms, cancelled, *, event=EVENT, fee=8000, length=2):
    return cancelling.on_cancelling(
        terms, cancelled=cancelled, event=event, fee=fee, length=length, calendar=CALENDAR
    ).pence


@pytest.mark.parametrize(
    ("cancelled", "pence"),
    [
        (date(2026, 11, 28), 0),  # 16 days
        (date(2026, 11, 29), 0),  # 15 days: full refund
        (date(2026, 11, 30), 8000),  # 14 days: none
        (date(2026, 12, 13), 8000),  # the day before
        (date(2026, 12, 14), 8000),  # the day itself
    ],
)
def test_bradford_refunds_with_fifteen_days_of_notice(cancelled, pence):
    assert due(BRADFORD, cancelled) == pence


def test_bradford_keeps_nothing_of_a_free_course_when_it_is_cancelled_late():
    assert due(BRADFORD, date(2026, 12, 10), fee=0) == 0


def test_bradford_charges_absence_and_late_coming_the_fee():
    assert cancelling.on_absence(BRADFORD, fee=8000, length=2).pence == 8000
    assert cancelling.on_coming_too_late(BRADFORD, fee=8000, length=2).pence == 8000


def test_a_partnership_that_sets_a_sum_charges_absence_at_free_courses():
    terms = Terms.from_data({**BRADFORD.as_data(), "absent_when_free": {"flat": 2500}})
    assert cancelling.on_absence(terms, fee=0, length=2).pence == 2500


@pytest.mark.parametrize(
    ("cancelled", "half_days", "pence"),
    [
        # working days from the day after, the event's own day counted:
        # Fri 27 Nov: 30 Nov to 4 Dec 5, 7 to 11 Dec 5, 14 Dec 1 = 11
        (date(2026, 11, 27), 2, 0),
        # Sat 28 and Sun 29 Nov give the same eleven
        (date(2026, 11, 29), 2, 0),
        # Mon 30 Nov: 1 to 4 Dec 4, 7 to 11 Dec 5, 14 Dec 1 = 10: ten or less is charged
        (date(2026, 11, 30), 2, 7000),
        (date(2026, 11, 30), 1, 3500),  # half a day
        (date(2026, 11, 30), 4, 14000),  # two days
        (date(2026, 12, 14), 1, 3500),
    ],
)
def test_west_sussex_charges_by_the_half_day_from_ten_working_days(cancelled, half_days, pence):
    assert due(WEST_SUSSEX, cancelled, fee=0, length=half_days) == pence


def test_west_sussex_counts_no_bank_holiday():
    # event Mon 4 Jan 2027. From Wed 16 Dec: 17, 18 = 2; 21 to 24 = 4; 29, 30, 31 = 3; 4 Jan = 1
    assert due(WEST_SUSSEX, date(2026, 12, 16), event=date(2027, 1, 4)) == 7000  # ten
    assert due(WEST_SUSSEX, date(2026, 12, 15), event=date(2027, 1, 4)) == 0  # eleven


def test_west_sussex_charges_absence_at_a_free_webinar():
    assert cancelling.on_absence(WEST_SUSSEX, fee=0, length=1).pence == 3500


@pytest.mark.parametrize(
    ("cancelled", "days"),
    [
        (date(2026, 12, 9), 3),  # Wednesday: Thursday, Friday, Monday
        (date(2026, 12, 10), 2),  # Thursday: Friday, Monday
        (date(2026, 12, 11), 1),  # Friday: Monday
        (date(2026, 12, 12), 1),  # Saturday: Monday
        (date(2026, 12, 14), 0),
    ],
)
def test_salford_counts_notice_in_working_days(cancelled, days):
    assert cancelling.notice("working", cancelled, EVENT, CALENDAR) == days
    terms = Terms.from_data({**SALFORD.as_data(), "cancelled_late": {"flat": 5000}})
    assert due(terms, cancelled) == (5000 if days < 2 else 0)


def test_salford_lets_the_manager_cancel_and_not_the_delegate():
    cancelling.check_canceller(SALFORD, "manager")
    cancelling.check_canceller(SALFORD, "office")
    for who in ("delegate", "person"):
        with pytest.raises(RuleBroken, match="only the manager can cancel"):
            cancelling.check_canceller(SALFORD, who)


@pytest.mark.parametrize("terms", PUBLISHED.values(), ids=PUBLISHED)
def test_a_colleague_takes_the_place_until_the_start_and_not_after(terms):
    starts = datetime(2026, 12, 14, 9, 30, tzinfo=UTC)
    cancelling.check_substitute(terms, now=datetime(2026, 12, 14, 9, 29, tzinfo=UTC), starts=starts)
    with pytest.raises(RuleBroken, match="has begun"):
        cancelling.check_substitute(terms, now=starts, starts=starts)


def test_a_sum_that_a_source_does_not_print_is_nothing():
    assert SALFORD.cancelled_late == SALFORD.absent == Amount()
    assert BRADFORD.absent_when_free == Amount()


@pytest.mark.parametrize("terms", PUBLISHED.values(), ids=PUBLISHED)
def test_rules_are_kept_as_data_and_read_back(terms):
    assert Terms.from_data(terms.as_data()) == terms


def test_a_session_of_four_hours_is_a_half_day_and_one_minute_more_a_day():
    def until(hour, minute=0):
        return (datetime(2027, 1, 5, 9), datetime(2027, 1, 5, hour, minute))

    assert cancelling.half_days([until(13)]) == 1
    assert cancelling.half_days([until(13, 1)]) == 2
    assert cancelling.half_days([until(16), until(16)]) == 4
