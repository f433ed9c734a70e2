"""Each member of the Executive makes a visit each quarter (R5.3)."""

from __future__ import annotations

import pytest

from builders.duties import arrangement, day, happened, settle
from sightline.registers.duties.rules.facts import Happened, Held

VISITS = arrangement(
    {
        "kind": "quota",
        "figure": "on a quarterly basis",
        "quota": {"members_of": "executive", "n": 1, "per": "quarter"},
        "evidenced_by": [{"kind": "visit-made", "body": "executive"}],
    }
)
SEVEN = {
    "police": "District Commander",
    "council": "Corporate Director",
    "health": "Chief Nurse",
    "education": "Education and Inclusion",
    "secondary": "Secondary head teacher",
    "primary": "Primary head teacher",
    "special": "Special school head teacher",
}


def members(**others: tuple[str, str | None]) -> tuple[Held, ...]:
    """All seven from 1 July 2019, except as stated: from, to."""
    return tuple(
        Held(
            seat,
            title,
            day(others.get(seat, ("2019-07-01", None))[0]),
            day(until) if (until := others.get(seat, ("", None))[1]) else None,
        )
        for seat, title in SEVEN.items()
    )


def visits(on: str, *seats: str) -> list[Happened]:
    return [happened("visit-made", on, body="executive", place=seat) for seat in seats]


BUT_SECONDARY = [seat for seat in SEVEN if seat != "secondary"]
SO_FAR = [  # all seven in every quarter up to June 2020
    visit
    for on in ("2019-09-30", "2019-10-01", "2020-03-31", "2020-05-05")
    for visit in visits(on, *SEVEN)
]


def test_the_missing_member_is_named() -> None:
    events = SO_FAR + visits("2020-08-04", *BUT_SECONDARY)
    state = settle(VISITS, "2020-10-02", events, held=members())
    assert state.code == "overdue"
    assert (
        "Quarter July to September 2020: 6 of 7 members visited; missing: Secondary head teacher."
        in state.arithmetic
    )
    assert "Still missing since: Secondary head teacher." in state.arithmetic
    assert state.who_must_act == "Secondary head teacher"
    assert state.next_due == day("2020-09-30")


@pytest.mark.parametrize(
    ("as_at", "more", "code"),
    [
        ("2020-07-01", [], "met"),
        ("2020-09-02", [], "due-soon"),
        ("2020-09-23", [], "due"),
        ("2020-09-30", visits("2020-08-04", *BUT_SECONDARY), "due"),
        ("2020-09-30", visits("2020-08-04", *SEVEN), "met"),
        ("2020-10-01", visits("2020-08-04", *BUT_SECONDARY), "overdue"),
        # made good by the same member, not by another
        ("2020-10-09", visits("2020-08-04", *BUT_SECONDARY) + visits("2020-10-09", "police"),
         "overdue"),
        ("2020-10-09", visits("2020-08-04", *BUT_SECONDARY) + visits("2020-10-09", "secondary"),
         "late-but-done"),
        # two visits by one member are not one by each of two
        ("2020-10-01", visits("2020-08-04", *BUT_SECONDARY) + visits("2020-08-05", "police"),
         "overdue"),
    ],
)  # fmt: skip
def test_each_must_visit(as_at: str, more: list[Happened], code: str) -> None:
    assert settle(VISITS, as_at, SO_FAR + more, held=members()).code == code


@pytest.mark.parametrize(
    ("held", "counted"),
    [
        ({}, "6 of 7 members visited; missing: Secondary head teacher."),
        # joined on the second day, left on the last but one, left on the last: whole quarter or not
        ({"secondary": ("2020-07-02", None)}, "6 of 6 members visited."),
        ({"secondary": ("2019-07-01", "2020-09-29")}, "6 of 6 members visited."),
        ({"secondary": ("2019-07-01", "2020-09-30")},
         "6 of 7 members visited; missing: Secondary head teacher."),
        ({"secondary": ("2020-07-01", None)},
         "6 of 7 members visited; missing: Secondary head teacher."),
    ],
)  # fmt: skip
def test_a_place_counts_if_held_the_whole_quarter(
    held: dict[str, tuple[str, str | None]], counted: str
) -> None:
    events = visits("2020-08-04", *BUT_SECONDARY)
    state = settle(VISITS, "2020-10-02", events, held=members(**held))
    assert f"Quarter July to September 2020: {counted}" in state.arithmetic


def test_holders_in_turn_hold_the_place_throughout() -> None:
    before = Held("primary", "Primary head teacher", day("2019-07-01"), day("2020-08-14"))
    after = Held("primary", "Primary head teacher", day("2020-08-15"))
    state = settle(VISITS, "2020-10-02", [], held=(before, after))
    assert (
        "Quarter July to September 2020: 0 of 1 member visited; missing: Primary head teacher."
        in state.arithmetic
    )
    gap = Held("primary", "Primary head teacher", day("2020-08-16"))
    empty = settle(VISITS, "2020-10-02", [], held=(before, gap))
    assert (
        "Quarter July to September 2020: nobody held a place for the whole quarter, so nothing is "
        "owed." in empty.arithmetic
    )


def test_a_visit_by_nobody_who_sits_there_is_pointed_out() -> None:
    state = settle(VISITS, "2019-08-05", visits("2019-08-01", "clerk"), held=members())
    assert state.code == "not-yet-applicable"
    assert "Not counted: 1 entry of nobody who holds a place." in state.arithmetic


def test_nobody_knew_on_the_day_who_would_leave_later() -> None:
    leaves_in_august = members(secondary=("2019-07-01", "2020-08-31"))
    state = settle(VISITS, "2020-08-15", SO_FAR, held=leaves_in_august)
    assert "0 of 7 members" in state.arithmetic[0]
