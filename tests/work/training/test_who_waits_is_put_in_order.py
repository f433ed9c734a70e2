"""The rule of the waiting list and of offers, by tables worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sightline.foundation.errors import RuleBroken
from sightline.work.training.rules import queueing
from sightline.work.training.rules.queueing import Waiting

STARTS = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


def one(key, *, agency=1, need="interest", priority=0, is_reserve=False):
    return Waiting(key, agency, need, priority, key, is_reserve)


def settled(waiting, *, free=0, taken=None, most=None, reserves_only=False):
    return queueing.settle(
        waiting, free=free, taken_by=taken or {}, most=most, reserves_only=reserves_only
    )


def order(*waiting, **more):
    return [ranked.key for ranked in settled(waiting, **more).waiting]


def test_with_all_else_equal_who_asked_first_is_first():
    assert order(one(3), one(1), one(2)) == [1, 2, 3]


def test_need_comes_before_everything_else():
    assert order(one(1, priority=1), one(2, need="agreed"), one(3, need="required")) == [3, 2, 1]


def test_the_agency_with_fewer_places_comes_first_among_equal_needs():
    assert order(one(1, agency=7), one(2, agency=8), taken={7: 3, 8: 1}) == [2, 1]


def test_the_offices_priority_counts_after_the_mix():
    assert order(one(1), one(2, priority=1), one(3, priority=-1)) == [2, 1, 3]
    assert order(one(1, agency=8), one(2, agency=7, priority=1), taken={7: 2}) == [1, 2]


def test_each_place_given_changes_the_mix_for_the_next():
    # agency 7 has none, 8 has one: first to 7, then both have one, so who asked first: 1 (of 8)
    waiting = [one(1, agency=8), one(2, agency=7), one(3, agency=7), one(4, agency=8)]
    assert settled(waiting, free=3, taken={8: 1}).offered == (2, 1, 3)


def test_an_agency_at_its_limit_is_held_back_and_told_so():
    done = settled([one(1, agency=7), one(2, agency=8)], free=2, taken={7: 4}, most=4)
    assert done.offered == (2,)
    assert done.waiting[0].is_held_back
    assert "has its 4 places" in done.waiting[0].reason


def test_on_the_last_day_only_those_who_come_at_short_notice_are_asked():
    waiting = [one(1, need="required"), one(2, is_reserve=True)]
    assert settled(waiting, free=2, reserves_only=True).offered == (2,)


def test_no_more_is_offered_than_is_free_nor_to_more_than_wait():
    assert settled([one(1), one(2)], free=1).offered == (1,)
    assert settled([one(1)], free=5).offered == (1,)
    assert settled([one(1)], free=0).offered == ()


def test_the_reason_names_what_the_rule_looked_at():
    reason = settled([one(5, need="required", priority=1)], taken={1: 2}).waiting[0].reason
    assert reason == (
        "The role requires it, the agency has 2 places, given priority by the office, "
        "asked as number 5"
    )


@pytest.mark.parametrize(
    ("before", "stands"),
    [
        (timedelta(days=30), timedelta(days=3)),
        (timedelta(days=14, minutes=1), timedelta(days=3)),
        (timedelta(days=14), timedelta(days=1)),
        (timedelta(days=3), timedelta(hours=4)),
        (timedelta(hours=24), timedelta(hours=1)),
        (timedelta(hours=2), timedelta(hours=1)),
    ],
)
def test_an_offer_stands_the_shorter_the_nearer_the_event(before, stands):
    assert queueing.offer_stands(STARTS - before, STARTS) == stands


def test_the_limit_on_one_agency_ends_so_many_days_before():
    two_weeks = STARTS - timedelta(days=14)
    assert queueing.most_for_one(two_weeks - timedelta(seconds=1), STARTS, 6, 14) == 6
    assert queueing.most_for_one(two_weeks, STARTS, 6, 14) is None
    assert queueing.most_for_one(two_weeks - timedelta(days=9), STARTS, None, 14) is None


@pytest.mark.parametrize(
    ("state", "before", "words"),
    [
        ("cancelled", timedelta(days=1), "has been cancelled"),
        ("draft", timedelta(days=1), "does not take bookings"),
        ("held", timedelta(days=1), "does not take bookings"),
        ("open", timedelta(0), "has closed"),
    ],
)
def test_an_event_that_takes_no_bookings_says_why(state, before, words):
    with pytest.raises(RuleBroken, match=words):
        queueing.check_bookable(state=state, now=STARTS - before, closes=STARTS)
