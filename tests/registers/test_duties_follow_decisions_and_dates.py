"""Contradictions and their decisions, evidence without a frequency, late entry, and the state as at
any day, on the Wakefield arrangements of June 2019 and on small ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.duties import (
    ENGLAND,
    QUARTERLY,
    SIX_WEEKS,
    arrangement,
    day,
    duty_of,
    happened,
    meetings,
    settle,
)
from sightline.foundation.clocks import due
from sightline.registers.duties.deadlines import clock_of
from sightline.registers.duties.rules.books import Books
from sightline.registers.duties.rules.facts import Decided, DutyState, Happened
from sightline.registers.duties.rules.states import states
from sightline.registers.partnership.rules.reading import read_arrangement

WAKEFIELD = read_arrangement(
    Path(__file__).resolve().parents[2] / "arrangements" / "wakefield-2019"
)

TWO_READINGS = [
    {
        "id": "frequency",
        "heading": "Leadership",
        "about": "How often the Executive meets",
        "readings": [
            {"id": "text", "heading": "Leadership", "says": "Quarterly.", "stages": [QUARTERLY]},
            {"id": "table", "heading": "Appendix 2", "says": "Six weekly.", "stages": [SIX_WEEKS]},
        ],
    }
]
CONTRADICTED = arrangement(
    {"stages": [QUARTERLY], "contradiction": "frequency"}, contradictions=TWO_READINGS
)
BY_THE_TABLE = Decided("table", "the Executive", day("2019-09-10"))


def test_an_undecided_contradiction_follows_the_reading_the_duty_carries() -> None:
    state = settle(CONTRADICTED, "2019-09-20", meetings("2019-07-16"))
    assert state.code == "met"
    assert state.arithmetic[-1] == (
        "The document contradicts itself on this (how often the Executive meets), undecided. Until "
        "it is decided, the state follows “Leadership”."
    )


def test_a_decision_changes_the_state_from_the_day_it_was_taken() -> None:
    held = meetings("2019-07-16")
    before = settle(CONTRADICTED, "2019-09-09", held, decided=BY_THE_TABLE)
    after = settle(CONTRADICTED, "2019-09-10", held, decided=BY_THE_TABLE)
    assert before.code == "met"  # July to September is kept, as quarterly says
    assert after.code == "overdue"  # since 27 August, as six weekly says
    assert after.next_due == day("2019-08-27")
    assert after.arithmetic[-1] == (
        "The document contradicts itself on this (how often the Executive meets). The state "
        "follows “Appendix 2” by decision of the Executive on 10 September 2019."
    )


def test_a_decision_entered_since_the_file_holds_from_its_day() -> None:
    back = Decided("text", "the Executive", day("2019-09-24"))
    state = settle(CONTRADICTED, "2019-09-24", meetings("2019-07-16"), decided=back)
    assert state.code == "met"


def test_a_decision_written_in_the_file_counts_from_its_day() -> None:
    decided = [
        TWO_READINGS[0]
        | {
            "decision": "table",
            "decided_by": "the lead partners",
            "decided_on": day("2019-09-10"),
        }
    ]
    plan = arrangement(
        {"stages": [QUARTERLY], "contradiction": "frequency"}, contradictions=decided
    )
    assert settle(plan, "2019-09-09", meetings("2019-07-16")).code == "met"
    assert settle(plan, "2019-09-10", meetings("2019-07-16")).code == "overdue"


CONTINUING = arrangement(
    {
        "kind": "continuing",
        "evidenced_by": [{"kind": "training-held"}, {"kind": "attested", "topic": "evaluation"}],
    }
)


def test_evidence_without_a_frequency() -> None:
    nothing = settle(CONTINUING, "2035-01-01")
    assert nothing.code == "not-evidenced"
    assert nothing.arithmetic == (
        "No training event held so far is recorded.",
        "The document does not say how often, so this cannot be overdue.",
    )
    told = [
        happened("training-held", "2019-10-01"),
        happened("training-held", "2020-03-04"),
    ]
    some = settle(CONTINUING, "2035-01-01", told)
    assert (some.code, some.next_due) == ("no-frequency", None)
    assert some.arithmetic[0] == "2 training events held, the last on 4 March 2020."
    assert some.deciding == (told[1],)


def test_an_entry_for_one_duty_counts_for_it_alone() -> None:
    entry = happened("attested", "2020-05-03", duty="promise")
    other = happened("attested", "2020-05-03", duty="another")
    wrong_topic = happened("attested", "2020-05-03", topic="catering")
    counted = settle(CONTINUING, "2020-06-01", [entry])
    assert counted.code == "no-frequency"
    assert counted.arithmetic[-1] == (
        "The attested entry of 3 May 2020 is vouched for by a person, not drawn from another "
        "record."
    )
    assert settle(CONTINUING, "2020-06-01", [other, wrong_topic]).code == "not-evidenced"


ENTERED_LATE = happened(
    "meeting-held", "2020-02-01", entered="2020-03-12", body="executive"
)  # February 2020 has 29 days: 40 days later
QUARTERS = arrangement({"stages": [QUARTERLY]})


def test_the_day_it_happened_decides_and_late_entry_is_shown() -> None:
    before = meetings("2019-08-01", "2019-11-01")
    state = settle(QUARTERS, "2020-03-31", [*before, ENTERED_LATE])
    assert state.code == "met"
    assert (
        "The meeting of 1 February 2020 was entered 12 March 2020, 40 days later."
        in state.arithmetic
    )
    # what was known then: on 11 March nobody could see it
    assert (
        settle(QUARTERS, "2020-03-11", [*before, ENTERED_LATE], known_by=day("2020-03-11")).code
        == "due-soon"
    )
    assert settle(QUARTERS, "2020-03-11", [*before, ENTERED_LATE]).code == "met"
    in_time = happened("meeting-held", "2020-02-01", entered="2020-02-15", body="executive")
    assert not any(
        "entered" in one for one in settle(QUARTERS, "2020-03-31", [*before, in_time]).arithmetic
    )


def wakefield(
    as_at: str, told: list[Happened], frequency: Decided | None = None
) -> dict[str, DutyState]:
    """Every duty of Wakefield's arrangements as at a day, by key."""
    decided = {"executive-frequency": frequency} if frequency else {}
    books = Books(WAKEFIELD, ENGLAND, told, decided=decided)
    return {one.duty.id: one for one in states(books, day(as_at))}


def the_first_years() -> list[Happened]:
    """Wakefield's Executive and forum as they might have met: invented days."""
    held = [
        "2019-07-23", "2019-09-03",  # six weekly from 30 June: by 11 August, by 3 September
        "2019-12-10", "2020-03-03",  # quarterly; nothing in April to June 2020
        "2020-07-14", "2020-10-06", "2021-02-02",
    ]  # fmt: skip
    forums = ["2020-02-12", "2020-11-18"]
    return [
        *meetings(*held),
        *(happened("forum-held", on, body="masc") for on in forums),
        happened("appointment-made", "2019-09-16", source="scrutineer"),
        happened("review-completed", "2020-10-12", source="scrutineer", topic="arrangements"),
    ]


@pytest.mark.parametrize(
    ("as_at", "duty", "code"),
    [
        ("2019-06-29", "executive-meets", "not-yet-applicable"),
        ("2019-08-05", "executive-meets", "met"),
        ("2019-08-06", "executive-meets", "due-soon"),
        ("2019-09-03", "executive-meets", "met"),
        ("2020-03-31", "executive-meets", "met"),
        ("2020-06-22", "executive-meets", "due-soon"),
        ("2020-06-30", "executive-meets", "due"),
        ("2020-07-13", "executive-meets", "overdue"),
        ("2020-07-14", "executive-meets", "late-but-done"),
        ("2020-10-06", "executive-meets", "met"),
        ("2021-06-30", "executive-meets", "due"),
        ("2021-07-01", "executive-meets", "overdue"),
        ("2019-09-15", "scrutineer-appointed", "due-soon"),
        ("2019-09-16", "scrutineer-appointed", "met"),
        ("2020-09-30", "twelve-month-review", "due"),
        ("2020-10-11", "twelve-month-review", "overdue"),
        ("2020-10-12", "twelve-month-review", "late-but-done"),
        ("2019-11-01", "masc-meets", "not-yet-applicable"),
        ("2020-11-17", "masc-meets", "met"),
        ("2020-12-10", "masc-meets", "met"),
        ("2021-12-31", "masc-meets", "due"),
        ("2022-01-01", "masc-meets", "overdue"),
        # appointed before the arrangements took effect: bound from 30 September 2019
        ("2019-12-31", "scrutineer-reports-to-executive", "due"),
        ("2020-01-01", "scrutineer-reports-to-executive", "overdue"),
        ("2020-09-30", "annual-report-produced", "due"),
        ("2035-01-01", "threshold-document", "not-evidenced"),
    ],
)
def test_wakefields_first_years(as_at: str, duty: str, code: str) -> None:
    assert wakefield(as_at, the_first_years())[duty].code == code


def test_appendix_2_would_make_the_executive_overdue() -> None:
    by_appendix_2 = Decided("six-weekly", "the Executive", day("2019-12-10"))
    # 10 December 2019 + 42 days = 21 January 2020
    state = wakefield("2020-01-22", the_first_years(), by_appendix_2)["executive-meets"]
    assert (state.code, state.next_due) == ("overdue", day("2020-01-21"))
    assert "“Appendix 2” by decision of the Executive on 10 December 2019." in state.arithmetic[-1]


def test_nothing_without_a_figure_date_or_deadline_is_ever_overdue_in_wakefield() -> None:
    found = wakefield("2029-12-31", [])
    bound = {
        duty.id
        for duty in WAKEFIELD.duties
        if duty.stages or duty.quota or duty.fixed or (duty.document and duty.document.review_every)
    }
    assert {key for key, state in found.items() if state.code == "overdue"} <= bound
    assert found["executive-meets"].code == "overdue"
    assert all(state.arithmetic and state.who_must_act for state in found.values())


def test_every_deadline_of_wakefield_becomes_a_clock() -> None:
    duties = {duty.id: duty for duty in WAKEFIELD.duties}
    clock = clock_of(duties["incident-notified"], WAKEFIELD)
    assert clock is not None
    # 5 working days after Friday 20 December 2019: three holidays fall between
    assert due(clock, day("2019-12-20"), ENGLAND).day == day("2019-12-31")
    assert (clock.mark, clock.version) == ("V", "2019-09-30")
    assert clock_of(duty_of(QUARTERS), QUARTERS) is None
