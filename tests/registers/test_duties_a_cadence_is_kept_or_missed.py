"""A body that meets six-weekly at first and quarterly afterwards (R3.1), and other frequencies.
Every date is counted by hand on a calendar."""

from __future__ import annotations

import pytest

from builders.duties import (
    QUARTERLY,
    SIX_WEEKS,
    arrangement,
    day,
    happened,
    meetings,
    settle,
)
from sightline.registers.duties.rules.facts import Dispensed

# Six weekly from 1 July to 30 September 2019, quarterly from 1 October 2019.
EXECUTIVE = arrangement(
    {
        "stages": [
            SIX_WEEKS | {"to": day("2019-09-30")},
            QUARTERLY | {"from": day("2019-10-01")},
        ]
    }
)


@pytest.mark.parametrize(
    ("as_at", "held", "code", "next_due"),
    [
        # 1 July + 42 days = 12 August; 28 days before that is 15 July
        ("2019-06-30", [], "not-yet-applicable", None),
        ("2019-07-14", [], "not-yet-applicable", "2019-08-12"),
        ("2019-07-15", [], "due-soon", "2019-08-12"),
        ("2019-08-04", [], "due-soon", "2019-08-12"),
        ("2019-08-05", [], "due", "2019-08-12"),  # seven days before
        ("2019-08-12", [], "due", "2019-08-12"),
        ("2019-08-13", [], "overdue", "2019-08-12"),
        # 16 July + 42 days = 27 August
        ("2019-07-20", ["2019-07-16"], "met", "2019-08-27"),
        ("2019-07-30", ["2019-07-16"], "due-soon", "2019-08-27"),
        ("2019-08-28", ["2019-07-16"], "overdue", "2019-08-27"),
        # held a day late on 28 August; + 42 days = 9 October, after the stage has ended
        ("2019-08-28", ["2019-07-16", "2019-08-28"], "late-but-done", "2019-10-09"),
        # the quarterly stage: the interval that ran past September lapsed
        ("2019-10-01", ["2019-07-16", "2019-08-20"], "met", "2019-12-31"),
        ("2019-12-02", ["2019-07-16", "2019-08-20"], "met", "2019-12-31"),
        ("2019-12-03", ["2019-07-16", "2019-08-20"], "due-soon", "2019-12-31"),
        ("2019-12-31", ["2019-07-16", "2019-08-20"], "due", "2019-12-31"),
        ("2020-01-01", ["2019-07-16", "2019-08-20"], "overdue", "2019-12-31"),
        ("2019-12-10", ["2019-07-16", "2019-08-20", "2019-12-10"], "met", "2020-03-31"),
        # held on 20 August alone: 8 days late, and so until a quarter is kept
        ("2019-12-02", ["2019-08-20"], "late-but-done", "2019-12-31"),
        # none in October to December 2019, one on 8 January 2020: late for that quarter
        ("2020-01-08", ["2019-08-20", "2020-01-08"], "late-but-done", "2020-06-30"),
        # and met again once April to June is kept
        ("2020-05-12", ["2019-08-20", "2020-01-08", "2020-05-12"], "met", "2020-09-30"),
        # missed in stage one (12 August), nothing since: still owed in stage two
        ("2019-10-01", [], "overdue", "2019-08-12"),
        ("2019-10-20", ["2019-10-15"], "late-but-done", "2020-03-31"),
        # a year later: kept every quarter of 2020, on its last day too
        (
            "2021-01-15",
            ["2019-11-01", "2020-03-31", "2020-04-01", "2020-07-01", "2020-12-31"],
            "met",
            "2021-03-31",
        ),
    ],
)
def test_an_executive_that_meets_six_weekly_then_quarterly(
    as_at: str, held: list[str], code: str, next_due: str | None
) -> None:
    state = settle(EXECUTIVE, as_at, meetings(*held))
    assert (state.code, state.next_due) == (code, day(next_due) if next_due else None)


def test_the_working_is_shown_for_a_missed_quarter() -> None:
    state = settle(EXECUTIVE, "2020-10-04", meetings("2019-11-05", "2020-02-04", "2020-05-05"))
    assert state.arithmetic == (
        "Quarter July to September 2020: 0 of 1 meeting held.",
        "Quarter October to December 2020: 0 of 1 meeting held so far.",
        "It was owed by 30 September 2020: 4 days overdue on 4 October 2020.",
        "The document says “quarterly”.",
    )
    assert state.last_done == day("2020-05-05")
    assert state.who_must_act == "Partnership Executive"
    outcomes = [(one.label, one.outcome) for one in state.periods]
    assert outcomes == [
        ("1 July 2019 to 12 August 2019", "missed"),
        ("Quarter October to December 2019", "kept"),
        ("Quarter January to March 2020", "kept"),
        ("Quarter April to June 2020", "kept"),
        ("Quarter July to September 2020", "missed"),
        ("Quarter October to December 2020", "open"),
    ]


def test_the_working_is_shown_for_an_interval() -> None:
    state = settle(EXECUTIVE, "2019-08-28", meetings("2019-07-16"))
    assert state.arithmetic == (
        "6 weeks after the last meeting, 16 July 2019, is 27 August 2019; no meeting held since.",
        "Meeting held on 16 July 2019, in time; the last day was 12 August 2019.",
        "It was owed by 27 August 2019: 1 day overdue on 28 August 2019.",
        "The document says “six weekly”.",
    )
    assert state.counting == (
        "6 weeks at most from one meeting to the next, and from 1 July 2019 to the first."
    )


TWICE_A_YEAR = {"times": {"n": 2, "per": "year"}, "printed": "twice a year"}


@pytest.mark.parametrize(
    ("counting", "first", "last"),
    [
        ("calendar", "2020-01-01", "2020-12-31"),
        ("financial", "2020-04-01", "2021-03-31"),
        ("from-start", "2019-07-01", "2020-06-30"),
    ],
)
def test_years_run_as_stated(counting: str, first: str, last: str) -> None:
    # in force from 1 July 2019: only the first whole year counts
    plan = arrangement({"stages": [TWICE_A_YEAR], "counting": counting})
    state = settle(plan, last, meetings(first))
    assert [(one.start, one.end) for one in state.periods] == [(day(first), day(last))]
    assert (state.code, state.next_due) == ("due", day(last))
    both = settle(plan, last, meetings(first, last))
    assert both.code == "met"


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ([], "overdue"),
        (["2020-03-01"], "overdue"),
        (["2020-03-01", "2020-09-01"], "met"),
        # one short in 2020: one in 2021 makes good what was lacking, two short need two
        (["2020-03-01", "2021-02-01"], "late-but-done"),
        (["2021-02-01"], "overdue"),
        (["2021-02-01", "2021-02-10"], "late-but-done"),
        # one in the part of 2019 that is no whole year counts for nothing owed
        (["2019-11-01"], "overdue"),
    ],
)
def test_what_was_lacking_is_made_good_by_as_much(held: list[str], code: str) -> None:
    plan = arrangement({"stages": [TWICE_A_YEAR], "counting": "calendar"})
    assert settle(plan, "2021-03-01", meetings(*held)).code == code


@pytest.mark.parametrize(
    ("every", "held", "last_day"),
    [
        ({"n": 1, "unit": "months"}, "2020-01-31", "2020-02-29"),
        ({"n": 12, "unit": "months"}, "2020-02-29", "2021-02-28"),
        ({"n": 2, "unit": "years"}, "2020-02-29", "2022-02-28"),
        ({"n": 10, "unit": "days"}, "2020-02-24", "2020-03-05"),
        # over Easter 2020 and the holiday moved to Friday 8 May: 9 April + 20 working days
        ({"n": 20, "unit": "working-days"}, "2020-04-09", "2020-05-12"),
    ],
)
def test_intervals_end_on_the_right_day(every: dict[str, object], held: str, last_day: str) -> None:
    plan = arrangement({"stages": [{"every": every, "printed": "regularly"}]})
    assert settle(plan, held, meetings(held)).next_due == day(last_day)


def test_one_record_on_one_day_counts_once() -> None:
    # the office records a forum, which is a meeting too: one event, not two
    plan = arrangement(
        {
            "stages": [TWICE_A_YEAR],
            "counting": "calendar",
            "evidenced_by": [
                {"kind": "forum-held", "body": "forum"},
                {"kind": "meeting-held", "body": "forum"},
            ],
        }
    )
    told_twice = [
        happened(kind, "2020-05-06", body="forum", reference="FOR-2020-001")
        for kind in ("forum-held", "meeting-held")
    ]
    assert settle(plan, "2020-12-31", told_twice).code == "due"
    assert "Year 2020: 1 of 2 forums held so far (6 May 2020)." in (
        settle(plan, "2020-12-31", told_twice).arithmetic
    )


def test_another_body_keeps_nothing() -> None:
    elsewhere = [happened("meeting-held", "2019-08-01", body="forum")]
    assert settle(EXECUTIVE, "2019-08-13", elsewhere).code == "overdue"


def test_nothing_before_the_first_day_counts() -> None:
    state = settle(EXECUTIVE, "2019-08-13", meetings("2019-06-25"))
    assert state.code == "overdue"
    assert (
        "What happened before 1 July 2019, last on 25 June 2019, is not counted."
        in state.arithmetic
    )


SPRING_2020 = Dispensed(
    day("2020-03-20"), day("2020-07-31"), "Pandemic", "the Executive", day("2020-03-24")
)


@pytest.mark.parametrize(
    ("as_at", "code"),
    [
        ("2020-03-23", "due-soon"),  # not decided yet: one more is owed by 31 March
        ("2020-03-24", "dispensed"),
        ("2020-07-31", "dispensed"),
        # January to March and April to June ended within it, and are not held against them
        ("2020-08-01", "met"),
        ("2020-09-30", "due"),
        ("2020-10-01", "overdue"),
    ],
)
def test_a_dispensation_excuses_what_falls_in_it(as_at: str, code: str) -> None:
    state = settle(EXECUTIVE, as_at, meetings("2019-11-05"), dispensed=(SPRING_2020,))
    assert state.code == code
    if code == "dispensed":
        assert state.arithmetic[0] == (
            "Dispensed with from 20 March 2020 to 31 July 2020 by decision of the Executive on "
            "24 March 2020: Pandemic."
        )


def test_an_interval_is_counted_anew_after_a_dispensation() -> None:
    plan = arrangement({"stages": [SIX_WEEKS]})
    # 10 March + 42 days = 21 April, within it; 31 July + 42 days = 11 September
    state = settle(plan, "2020-09-11", meetings("2020-03-10"), dispensed=(SPRING_2020,))
    assert (state.code, state.next_due) == ("due", day("2020-09-11"))
    later = settle(plan, "2020-09-12", meetings("2020-03-10"), dispensed=(SPRING_2020,))
    assert later.code == "overdue"


def test_a_promise_that_ended_says_how_it_stood() -> None:
    plan = arrangement({"stages": [SIX_WEEKS], "to": day("2019-08-31")})
    kept = settle(plan, "2019-09-01", meetings("2019-08-01"))
    missed = settle(plan, "2021-01-01", meetings("2020-01-01"))
    assert (kept.code, missed.code) == ("ended", "ended")
    assert kept.arithmetic[0] == "Ended on 31 August 2019. On that day: due soon."
    assert missed.arithmetic[0] == "Ended on 31 August 2019. On that day: overdue."
    assert settle(plan, "2019-08-31", meetings("2019-08-01")).code == "due-soon"


def test_days_of_notice_are_the_partnerships_own() -> None:
    held = meetings("2019-07-16", "2019-08-20")
    assert settle(EXECUTIVE, "2019-12-10", held, soon_days=7).code == "met"
    assert settle(EXECUTIVE, "2019-12-24", held, soon_days=7).code == "due"
    assert settle(EXECUTIVE, "2019-12-10", held, soon_days=21).code == "due-soon"


@pytest.mark.parametrize("kind", ["cadence", "reporting-line"])
def test_a_frequency_that_is_not_printed_is_never_overdue(kind: str) -> None:
    plan = arrangement({"kind": kind})
    assert settle(plan, "2029-01-01").code == "not-evidenced"
    assert settle(plan, "2029-01-01", meetings("2019-08-01")).code == "no-frequency"
