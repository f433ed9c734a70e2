"""Fixed dates and deadlines: a printed day, or a clock that an event set running."""

from __future__ import annotations

import pytest

from builders.duties import (
    ENGLAND,
    QUARTERLY,
    a_duty,
    arrangement,
    day,
    duty_of,
    happened,
    settle,
)
from sightline.foundation.clocks import due
from sightline.registers.duties.deadlines import clock_of
from sightline.registers.duties.rules.books import Books
from sightline.registers.duties.rules.facts import Running
from sightline.registers.duties.rules.states import states

APPOINTED = {
    "id": "appointed",
    "kind": "fixed-date",
    "promise": "The Executive appoints an Independent Scrutineer by September 2019.",
    "fixed": {"due_on": day("2019-09-30"), "printed": "by September 2019"},
    "evidenced_by": [{"kind": "appointment-made", "source": "scrutineer"}],
}


def appointment(on: str, **more: str) -> list[object]:
    return [happened("appointment-made", on, source="scrutineer", **more)]


@pytest.mark.parametrize(
    ("as_at", "on", "code"),
    [
        ("2019-09-01", None, "not-yet-applicable"),
        ("2019-09-02", None, "due-soon"),
        ("2019-09-30", None, "due"),
        ("2019-10-01", None, "overdue"),
        ("2019-10-01", "2019-09-30", "met"),
        ("2019-09-22", "2019-09-23", "due-soon"),
        ("2019-09-29", "2019-09-30", "due"),  # the day after counts for nothing yet
        ("2025-01-01", "2019-10-14", "late-but-done"),
    ],
)
def test_a_fixed_date_is_kept_by_its_last_day(as_at: str, on: str | None, code: str) -> None:
    plan = arrangement(APPOINTED)
    assert settle(plan, as_at, appointment(on) if on else []).code == code


def test_the_working_of_a_late_appointment() -> None:
    told = appointment("2019-10-14", entered="2019-11-23", late_reason="Letter found later.")
    state = settle(arrangement(APPOINTED), "2019-12-01", told)
    assert state.arithmetic == (
        "Appointment made on 14 October 2019, 14 days late.",
        "The document says “by September 2019”.",
        "The last day is 30 September 2019.",
        "The appointment of 14 October 2019 was entered 23 November 2019, 40 days later: Letter "
        "found later.",
    )
    assert state.next_due is None


def test_whose_figure_it_is_is_said() -> None:
    national = arrangement(
        APPOINTED | {"basis": {"kind": "national", "citation": "Some Act s1", "mark": "V"}}
    )
    local = arrangement(
        APPOINTED
        | {
            "basis": {
                "kind": "local-decision",
                "decided_by": "the Executive",
                "decided_on": day("2019-07-02"),
            }
        }
    )
    assert settle(national, "2019-08-01").arithmetic[1] == (
        "The rule is “by September 2019” (Some Act s1)."
    )
    assert settle(local, "2019-08-01").arithmetic[1] == (
        "“by September 2019”, as decided by the Executive on 2 July 2019."
    )


REVIEWS = {
    "id": "reviews",
    "kind": "cadence",
    "owner_role": "scrutineer",
    "stages": [QUARTERLY],
    "evidenced_by": [{"kind": "review-completed", "source": "scrutineer"}],
    "depends_on": ["appointed"],
}


@pytest.mark.parametrize(
    ("as_at", "appointed", "code", "next_due"),
    [
        ("2021-01-01", None, "not-yet-applicable", None),
        # appointed 14 October 2019: the first whole quarter is January to March 2020
        ("2019-12-31", "2019-10-14", "not-yet-applicable", "2020-03-31"),
        ("2020-03-31", "2019-10-14", "due", "2020-03-31"),
        ("2020-04-01", "2019-10-14", "overdue", "2020-03-31"),
        ("2020-01-01", "2019-07-20", "overdue", "2019-12-31"),
    ],
)
def test_a_promise_waits_for_the_one_it_rests_on(
    as_at: str, appointed: str | None, code: str, next_due: str | None
) -> None:
    plan = arrangement(APPOINTED, a_duty(**REVIEWS))
    told = appointment(appointed) if appointed else []
    books = Books(plan, ENGLAND, told)  # type: ignore[arg-type]
    state = next(one for one in states(books, day(as_at)) if one.duty.id == "reviews")
    assert (state.code, state.next_due) == (code, day(next_due) if next_due else None)
    if appointed is None:
        assert state.arithmetic == (
            "It rests on another promise, which is not done yet: The Executive appoints an "
            "Independent Scrutineer by September 2019.",
        )


SIX_MONTHS = arrangement(
    {
        "id": "published",
        "kind": "deadline",
        "deadline": {
            "clock": "review-published",
            "after": "the decision to initiate the review",
            "n": 6,
            "unit": "months",
        },
        "evidenced_by": [{"kind": "document-published", "document": "review"}],
    }
)


def review(started: str, ends: str, stopped: str | None = None, **more: object) -> Running:
    return Running(
        started_on=day(started),
        due_on=day(ends),
        version="review-published/2019-07-01",
        entered_on=day(started),
        stopped_on=day(stopped) if stopped else None,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("as_at", "clocks", "code", "next_due"),
    [
        ("2020-01-01", [], "not-yet-applicable", None),
        # decided on 31 August 2019; six months end on 29 February 2020
        ("2019-08-30", [("2019-08-31", "2020-02-29")], "not-yet-applicable", None),
        ("2020-01-31", [("2019-08-31", "2020-02-29")], "not-yet-applicable", "2020-02-29"),
        ("2020-02-01", [("2019-08-31", "2020-02-29")], "due-soon", "2020-02-29"),
        ("2020-02-29", [("2019-08-31", "2020-02-29")], "due", "2020-02-29"),
        ("2020-03-01", [("2019-08-31", "2020-02-29")], "overdue", "2020-02-29"),
        ("2020-03-01", [("2019-08-31", "2020-02-29", "2020-02-20")], "met", None),
        ("2020-03-09", [("2019-08-31", "2020-02-29", "2020-03-09")], "late-but-done", None),
        # as at a day before it was stopped, it was running
        ("2020-03-08", [("2019-08-31", "2020-02-29", "2020-03-09")], "overdue", "2020-02-29"),
        # the worst of the open ones decides; what is done does not hide what is not
        (
            "2020-03-10",
            [("2019-08-31", "2020-02-29", "2020-02-20"), ("2019-09-05", "2020-03-05")],
            "overdue",
            "2020-03-05",
        ),
        # one far ahead takes nothing from one that was kept
        (
            "2020-03-10",
            [("2019-08-31", "2020-02-29", "2020-02-20"), ("2020-02-05", "2020-08-05")],
            "met",
            "2020-08-05",
        ),
    ],
)
def test_the_worst_open_deadline_decides(
    as_at: str, clocks: list[tuple[str, ...]], code: str, next_due: str | None
) -> None:
    state = settle(SIX_MONTHS, as_at, running=tuple(review(*one) for one in clocks))
    assert (state.code, state.next_due) == (code, day(next_due) if next_due else None)


def test_the_working_of_deadlines_names_each() -> None:
    state = settle(
        SIX_MONTHS,
        "2020-03-10",
        running=(
            review("2019-08-31", "2020-02-29", "2020-03-04", reference="LR-2019-001",
                   late_reason="Inquest."),
            review("2020-02-05", "2020-08-05", reference="LR-2020-001"),
        ),
    )  # fmt: skip
    assert state.code == "late-but-done"
    assert state.arithmetic == (
        "1 deadline running; 1 deadline stopped.",
        "LR-2020-001: counted from 5 February 2020, due 5 August 2020; 148 days are left, to "
        "5 August 2020.",
        "LR-2019-001: counted from 31 August 2019, due 29 February 2020; done 4 March 2020, 4 days "
        "late: Inquest.",
    )


def test_a_deadline_counted_backwards_begins_when_it_is_planned() -> None:
    # publication on 10 April 2026; 7 working days before it, over Good Friday and Easter, is
    # 30 March; planned on 2 March
    plan = arrangement(
        {
            "id": "published",
            "kind": "deadline",
            "deadline": {
                "clock": "copy-sent",
                "after": "the planned day of publication",
                "n": 7,
                "unit": "working-days",
                "backwards": True,
            },
        }
    )
    clock = clock_of(duty_of(plan), plan)
    assert clock is not None
    found = due(clock, day("2026-04-10"), ENGLAND)
    assert found.day == day("2026-03-30")
    planned = Running(
        day("2026-04-10"),
        found.day,
        reference="R",
        version=found.version,
        entered_on=day("2026-03-02"),
    )
    codes = {
        as_at: settle(plan, as_at, running=(planned,)).code
        for as_at in ("2026-03-01", "2026-03-02", "2026-03-23", "2026-03-30", "2026-03-31")
    }
    assert codes == {
        "2026-03-01": "not-yet-applicable",
        "2026-03-02": "due-soon",
        "2026-03-23": "due",
        "2026-03-30": "due",
        "2026-03-31": "overdue",
    }


def test_a_stored_last_day_stands_whatever_the_rule_says_now() -> None:
    # the file now says 6 months; this clock began when it was 9, and keeps its day
    state = settle(SIX_MONTHS, "2020-04-01", running=(review("2019-08-31", "2020-05-31"),))
    assert (state.code, state.next_due) == ("not-yet-applicable", day("2020-05-31"))


def test_a_provisional_last_day_is_called_so() -> None:
    running = (review("2029-12-01", "2029-12-22", is_provisional=True),)
    state = settle(SIX_MONTHS, "2029-12-02", running=running)
    assert state.is_provisional
    assert any("not yet certain" in one for one in state.arithmetic)
