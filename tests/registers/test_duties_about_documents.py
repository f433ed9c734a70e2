"""Documents that exist, are reviewed, contain what they must and pass every step in order (R12.3).
None of these has a printed last day, except an interval of review."""

from __future__ import annotations

import pytest

from builders.duties import arrangement, happened, settle
from sightline.registers.duties.rules.facts import Happened

THRESHOLDS = {
    "kind": "document",
    "document": {"document": "thresholds"},
    "evidenced_by": [
        {"kind": "document-published", "document": "thresholds"},
        {"kind": "document-reviewed", "document": "thresholds"},
    ],
}
EVERY_TWO_YEARS = THRESHOLDS | {
    "document": {"document": "thresholds", "review_every": {"n": 2, "unit": "years"}}
}


def published(on: str, kind: str = "document-published") -> list[Happened]:
    return [happened(kind, on, document="thresholds")]


def test_a_document_is_there_or_not_evidenced_but_never_overdue() -> None:
    plan = arrangement(THRESHOLDS)
    assert settle(plan, "2035-01-01").code == "not-evidenced"
    older_than_the_arrangements = settle(plan, "2035-01-01", published("2016-02-01"))
    assert older_than_the_arrangements.code == "met"
    assert older_than_the_arrangements.arithmetic == (
        "The document is there: publication made on 1 February 2016.",
        "No interval of review is printed.",
    )


@pytest.mark.parametrize(
    ("as_at", "events", "code"),
    [
        # in force from 1 July 2019: review is owed by 1 July 2021
        ("2021-06-01", [], "not-evidenced"),
        ("2021-07-02", [], "overdue"),
        ("2021-06-02", published("2016-02-01"), "met"),
        ("2021-06-03", published("2016-02-01"), "due-soon"),
        ("2021-07-01", published("2016-02-01"), "due"),
        ("2021-07-02", published("2016-02-01"), "overdue"),
        # reviewed on 29 February 2020: owed by 28 February 2022
        ("2022-02-28", published("2020-02-29", "document-reviewed"), "due"),
        ("2022-03-01", published("2020-02-29", "document-reviewed"), "overdue"),
    ],
)
def test_a_document_is_reviewed_as_often_as_printed(
    as_at: str, events: list[Happened], code: str
) -> None:
    assert settle(arrangement(EVERY_TWO_YEARS), as_at, events).code == code


REPORT = arrangement(
    {
        "kind": "required-content",
        "content": "report",
        "evidenced_by": [{"kind": "content-included", "document": "report"}],
    },
    content=[
        {
            "id": "report",
            "heading": "Annual Report",
            "document": "report",
            "items": [
                {"id": "impact", "says": "Evidence of impact"},
                {"id": "feedback", "says": "How feedback was used"},
            ],
        }
    ],
)


def parts(on: str, *topics: str, edition: str = "2019-20") -> list[Happened]:
    return [
        happened("content-included", on, document="report", topic=topic, edition=edition)
        for topic in topics
    ]


def test_a_report_contains_what_it_must() -> None:
    assert settle(REPORT, "2020-12-01").code == "not-evidenced"
    half = settle(REPORT, "2020-12-01", parts("2020-09-01", "impact"))
    assert half.code == "not-evidenced"
    assert half.arithmetic[0] == (
        "Edition 2019-20: 1 of 2 required parts; missing: How feedback was used."
    )
    whole = parts("2020-09-01", "impact", "feedback")
    assert settle(REPORT, "2020-12-01", whole).code == "met"
    # the next edition in the making takes nothing from the one that is whole
    going_on = settle(
        REPORT, "2021-07-01", [*whole, *parts("2021-06-01", "impact", edition="2020-21")]
    )
    assert going_on.code == "met"
    assert going_on.arithmetic[1].startswith("Edition 2020-21: 1 of 2 required parts; missing")


def test_parts_of_two_editions_do_not_make_one() -> None:
    told = parts("2020-09-01", "impact") + parts("2021-09-01", "feedback", edition="2020-21")
    assert settle(REPORT, "2021-12-01", told).code == "not-evidenced"


STEPS = [
    {"id": "agree", "does": "agrees the report", "by_body": "executive"},
    {"id": "scrutinise", "does": "scrutinises the report", "by_role": "scrutineer"},
    {"id": "endorse", "does": "endorses the report", "by_body": "forum"},
    {"id": "receive", "does": "receives the report", "by_outside": "Overview and Scrutiny"},
]
CHAIN = {
    "kind": "approval-chain",
    "chain": "report",
    "evidenced_by": [{"kind": "approval-given", "document": "report"}],
}


def chain_of(*, ordered: bool = True) -> dict[str, object]:
    return {
        "id": "report",
        "heading": "Annual Report",
        "document": "report",
        "steps": STEPS,
        "ordered": ordered,
    }


APPROVAL = arrangement(CHAIN, chains=[chain_of()])


def approvals(agree: str, scrutinise: str, endorse: str, receive: str) -> list[Happened]:
    """Each step on a day, or not at all; by body, by role, or naming the step."""
    given = [
        (agree, {"body": "executive"}),
        (scrutinise, {"source": "scrutineer"}),
        (endorse, {"body": "forum"}),
        (receive, {"topic": "receive"}),
    ]
    return [happened("approval-given", on, document="report", **who) for on, who in given if on]


@pytest.mark.parametrize(
    ("days", "code", "who"),
    [
        (("", "", "", ""), "not-evidenced", "Partnership Executive"),
        (("2020-07-01", "", "", ""), "not-evidenced", "Independent Scrutineer"),
        (("2020-07-01", "2020-08-01", "2020-09-01", ""), "not-evidenced", "Overview and Scrutiny"),
        (("2020-07-01", "2020-08-01", "2020-09-01", "2020-10-01"), "met", "Partnership Executive"),
        (("2020-07-01", "2020-07-01", "2020-07-01", "2020-07-01"), "met", "Partnership Executive"),
        # the forum endorsed before the scrutineer had scrutinised
        (("2020-07-01", "2020-08-01", "2020-07-15", "2020-10-01"), "late-but-done",
         "Partnership Executive"),
    ],
)  # fmt: skip
def test_a_report_goes_through_every_step_in_order(
    days: tuple[str, str, str, str], code: str, who: str
) -> None:
    state = settle(APPROVAL, "2035-01-01", approvals(*days))
    assert (state.code, state.who_must_act) == (code, who)


def test_a_step_out_of_order_is_shown_as_such() -> None:
    told = approvals("2020-07-01", "2020-08-01", "2020-07-15", "2020-10-01")
    state = settle(APPROVAL, "2020-12-01", told)
    assert state.arithmetic == (
        "The document: 4 of 4 steps taken, the last on 1 October 2020.",
        "Out of order: Wider Forum endorses the report, on 15 July 2020, before the step ahead of "
        "it on 1 August 2020.",
    )
    unfinished = settle(APPROVAL, "2020-12-01", approvals("2020-07-01", "", "2020-07-15", ""))
    assert unfinished.arithmetic[1:3] == (
        "Next: Independent Scrutineer scrutinises the report.",
        "Out of order: Wider Forum endorses the report, before that was done.",
    )


def test_endorsed_again_in_its_turn_is_in_order() -> None:
    told = approvals("2020-07-01", "2020-08-01", "2020-07-15", "2020-10-01")
    again = happened("approval-given", "2020-09-01", document="report", body="forum")
    assert settle(APPROVAL, "2020-12-01", [*told, again]).code == "met"


def test_without_an_order_any_order_will_do() -> None:
    plan = arrangement(CHAIN, chains=[chain_of(ordered=False)])
    told = approvals("2020-07-01", "2020-08-01", "2020-07-15", "2020-06-01")
    assert settle(plan, "2020-12-01", told).code == "met"


def test_last_days_never_appear_where_none_is_printed() -> None:
    for plan in (REPORT, APPROVAL, arrangement(THRESHOLDS)):
        state = settle(plan, "2035-01-01")
        assert state.next_due is None
        assert "The document prints no last day, so this cannot be overdue." in state.arithmetic
