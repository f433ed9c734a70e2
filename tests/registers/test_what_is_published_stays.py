"""What is published stays for the time that is printed, counted from its own day (R6.6). One year
after 1 March 2021 is 1 March 2022; days between are counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builders.duties import arrangement, happened, settle
from sightline.registers.duties.rules.facts import Happened
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.reading import read_arrangement

KINDS = ("document-published", "document-taken-down")
A_YEAR = {"n": 1, "unit": "years"}


def plan(lasts: dict[str, Any] | None) -> Arrangement:
    return arrangement({
        "kind": "stays-public",
        "online": {"document": "report"} | ({"lasts": lasts} if lasts else {}),
        "evidenced_by": [{"kind": kind, "document": "report"} for kind in KINDS],
    })  # fmt: skip


def published(on: str, reference: str = "1", name: str = "") -> Happened:
    return happened("document-published", on, document="report", reference=reference, edition=name)


def gone(on: str, reference: str = "1") -> Happened:
    return happened("document-taken-down", on, document="report", reference=reference,
                    late_reason="It named a child")  # fmt: skip


@pytest.mark.parametrize(
    ("as_at", "events", "code", "said"),
    [
        ("2021-02-28", [published("2021-03-01")], "not-yet-applicable",
         "No publication is recorded, so there is nothing yet that must stay."),
        ("2021-03-01", [published("2021-03-01")], "met",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: 365 days more."),
        ("2022-02-28", [published("2021-03-01")], "met",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: 1 day more."),
        ("2022-03-01", [published("2021-03-01")], "met",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: it did."),
        # February 2022 has 28 days: from the 1st to 1 March
        ("2022-02-01", [published("2021-03-01"), gone("2022-02-01")], "overdue",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: taken down "
         "1 February 2022, 28 days too early: It named a child. It is to be put back."),
        ("2022-01-31", [published("2021-03-01"), gone("2022-02-01")], "met",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: 29 days more."),
        ("2022-03-01", [published("2021-03-01"), gone("2022-02-01")], "not-evidenced",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: taken down "
         "1 February 2022, 28 days too early: It named a child."),
        # on the day itself it is not too early
        ("2022-03-01", [published("2021-03-01"), gone("2022-03-01")], "met",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: it did, and was "
         "taken down 1 March 2022."),
        # put back: its time still runs from the day it was first published
        ("2022-02-10", [published("2021-03-01"), gone("2022-02-01"), published("2022-02-08")],
         "met",
         "The document, published 1 March 2021, stays until 1 March 2022 at least: 19 days more."),
        # a leap day is followed by 28 February
        ("2021-02-27", [published("2020-02-29")], "met",
         "The document, published 29 February 2020, stays until 28 February 2021 at least: 1 day "
         "more."),
    ],
)  # fmt: skip
def test_a_year_is_counted_from_the_day_of_publication(
    as_at: str, events: list[Happened], code: str, said: str
) -> None:
    state = settle(plan(A_YEAR), as_at, events)
    assert (state.code, state.arithmetic[0]) == (code, said)


def test_each_publication_has_its_own_year_and_one_that_is_away_decides() -> None:
    told = [published("2021-03-01"), published("2021-09-01", "2"), gone("2021-10-01")]
    state = settle(plan(A_YEAR), "2021-12-01", told)
    assert (state.code, state.next_due) == ("overdue", date(2021, 10, 1))
    assert len([one for one in state.arithmetic if "stays until" in one]) == 2
    other = settle(plan(A_YEAR), "2021-12-01", [*told[:2], gone("2021-10-01", "3")])
    assert other.code == "met"  # another paper was taken down


@pytest.mark.parametrize("as_at", ["2021-03-01", "2021-06-01", "2035-01-01"])
def test_without_a_printed_figure_it_is_never_overdue(as_at: str) -> None:
    told = [published("2021-03-01"), gone("2021-03-02")]
    state = settle(plan(None), as_at, told)
    assert state.code == "no-frequency"
    assert state.next_due is None
    assert "No figure is printed, so this cannot be overdue." in state.arithmetic


def test_the_figure_of_wakefield_is_one_year_by_national_rule_to_be_confirmed() -> None:
    wakefield = read_arrangement(Path(__file__).parents[2] / "arrangements" / "wakefield-2019")
    duty = next(one for one in wakefield.duties if one.id == "report-stays-online")
    assert duty.online is not None
    assert duty.online.lasts is not None
    assert (duty.online.lasts.n, duty.online.lasts.unit) == (1, "years")
    assert (duty.basis.kind, duty.basis.mark) == ("national", "K")
