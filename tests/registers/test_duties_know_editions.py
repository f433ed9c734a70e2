"""Each edition of a document has its own chain, contents and days (R12.3, R12.4). The report of
2019 was begun on 1 February 2020, that of 2020 on 1 February 2021; days are counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders.duties import arrangement, day, edition, happened, settle
from sightline.foundation.errors import RuleBroken
from sightline.registers.duties.rules.editions import Edition, check_edition, following, waiting
from sightline.registers.duties.rules.facts import Happened
from sightline.registers.partnership.rules.arrangement import Arrangement, Document

REPORT = {"id": "report", "heading": "Report", "name": "Annual report",
          "editions": {"of": "year-past", "months": 12}}  # fmt: skip
THRESHOLDS = {"id": "thresholds", "heading": "Thresholds", "name": "Threshold document",
              "editions": {"of": "version"}}  # fmt: skip
CHAIN = {
    "id": "report", "heading": "Annual Report", "document": "report",
    "steps": [
        {"id": "agree", "does": "agrees the report", "by_body": "executive"},
        {"id": "scrutinise", "does": "scrutinises the report", "by_role": "scrutineer"},
        {"id": "endorse", "does": "endorses the report", "by_body": "forum"},
    ],
}  # fmt: skip
CONTENT = {
    "id": "report", "heading": "Annual Report", "document": "report",
    "items": [{"id": "impact", "says": "Impact"}, {"id": "feedback", "says": "Feedback"}],
}  # fmt: skip
OF_2019 = edition("2019", "2020-02-01", "2019-01-01", "2019-12-31")
OF_2020 = edition("2020", "2021-02-01", "2020-01-01", "2020-12-31")
AHEAD = edition("2019", "2019-07-02", "2019-01-01", "2019-12-31")
BOTH = (OF_2019, OF_2020)


def plan(**duty: Any) -> Arrangement:
    return arrangement(duty, documents=[REPORT, THRESHOLDS], chains=[CHAIN], content=[CONTENT])


APPROVED = plan(kind="approval-chain", chain="report",
                evidenced_by=[{"kind": "approval-given", "document": "report"}])  # fmt: skip
WHOLE = plan(kind="required-content", content="report",
             evidenced_by=[{"kind": "content-included", "document": "report"}])  # fmt: skip
YEARLY = plan(kind="cadence", evidenced_by=[{"kind": "document-published", "document": "report"}],
              stages=[{"every": {"n": 12, "unit": "months"}, "printed": "12-monthly"}])  # fmt: skip


def step(topic: str, on: str, name: str = "") -> Happened:
    return happened("approval-given", on, document="report", topic=topic, edition=name)


THROUGH = [step("agree", "2020-03-02"), step("scrutinise", "2020-04-01"),
           step("endorse", "2020-05-06")]  # fmt: skip


@pytest.mark.parametrize(
    ("as_at", "more", "code", "first", "who"),
    [
        # the report of 2019 under way, then through
        ("2020-03-31", [], "not-evidenced",
         "Edition 2019: 1 of 3 steps taken, the last on 2 March 2020.", "Independent Scrutineer"),
        ("2020-12-31", [], "met", "Edition 2019: 3 of 3 steps taken, the last on 6 May 2020.",
         "Partnership Executive"),
        ("2021-01-31", [], "met", "Edition 2019: 3 of 3 steps taken, the last on 6 May 2020.",
         "Partnership Executive"),
        # that of 2020 is begun: its chain starts at the first step
        ("2021-02-01", [], "not-evidenced", "Edition 2020: 0 of 3 steps taken.",
         "Partnership Executive"),
        # by its day a step counts for the edition at work
        ("2021-03-31", [step("agree", "2021-03-01")], "not-evidenced",
         "Edition 2020: 1 of 3 steps taken, the last on 1 March 2021.", "Independent Scrutineer"),
        # a step named for the old edition takes nothing from the new one, and gives nothing to it
        ("2021-03-31", [step("agree", "2021-03-01", "2019")], "not-evidenced",
         "Edition 2020: 0 of 3 steps taken.", "Partnership Executive"),
        ("2021-06-30", [step("agree", "2021-03-01"), step("scrutinise", "2021-04-01"),
                        step("endorse", "2021-05-03")], "met",
         "Edition 2020: 3 of 3 steps taken, the last on 3 May 2021.", "Partnership Executive"),
        # out of order in its own edition, though the former one had been scrutinised
        ("2021-06-30", [step("agree", "2021-03-01"), step("endorse", "2021-03-02"),
                        step("scrutinise", "2021-04-01")], "late-but-done",
         "Edition 2020: 3 of 3 steps taken, the last on 1 April 2021.", "Partnership Executive"),
    ],
)  # fmt: skip
def test_a_chain_of_approval_starts_anew_with_each_edition(
    as_at: str, more: list[Happened], code: str, first: str, who: str
) -> None:
    state = settle(APPROVED, as_at, [*THROUGH, *more], editions=BOTH)
    assert (state.code, state.arithmetic[0], state.who_must_act) == (code, first, who)


def test_the_edition_before_stays_with_its_arithmetic_and_what_was_missing() -> None:
    state = settle(APPROVED, "2021-02-01", THROUGH[:2], editions=BOTH)
    before = "Before it, Edition 2019: 2 of 3 steps taken, the last on 1 April 2020."
    assert before in state.arithmetic
    assert [(one.label, one.done, one.needed, one.outcome) for one in state.periods] == [
        ("Edition 2019", 2, 3, "missed"),
        ("Edition 2020", 0, 3, "open"),
    ]
    assert state.periods[0].missing == ("Wider Forum endorses the report",)


@pytest.mark.parametrize(
    ("as_at", "code", "first"),
    [
        ("2020-12-31", "met", "Edition 2019: 2 of 2 required parts."),
        ("2021-02-01", "not-evidenced",
         "Edition 2020: 0 of 2 required parts; missing: Impact; Feedback."),
        ("2021-04-01", "not-evidenced",
         "Edition 2020: 1 of 2 required parts; missing: Feedback."),
    ],
)  # fmt: skip
def test_the_required_parts_are_those_of_the_edition_begun_last(
    as_at: str, code: str, first: str
) -> None:
    parts = [
        happened("content-included", on, document="report", topic=topic)
        for on, topic in (("2020-03-01", "impact"), ("2020-03-01", "feedback"),
                          ("2021-04-01", "impact"))
    ]  # fmt: skip
    state = settle(WHOLE, as_at, parts, editions=BOTH)
    assert (state.code, state.arithmetic[0]) == (code, first)


def published(on: str, document: str = "report", name: str = "") -> Happened:
    return happened("document-published", on, document=document, edition=name)


def test_a_report_put_out_again_is_not_the_report_of_the_next_year() -> None:
    # in force from 1 July 2019: the first is owed by 1 July 2020, the next twelve months after it
    told = [published("2020-06-15"), published("2021-06-20", name="2019")]
    # by their dates alone they are two reports, the second one five days late
    assert settle(YEARLY, "2021-06-21", told).code == "late-but-done"
    state = settle(YEARLY, "2021-06-21", told, editions=BOTH)
    assert (state.code, state.next_due) == ("overdue", date(2021, 6, 15))
    again = settle(YEARLY, "2021-06-21", [*told, published("2021-06-14")], editions=BOTH)
    assert again.code == "met"


def test_a_printed_day_is_kept_by_an_edition_that_is_named() -> None:
    by_then = plan(kind="fixed-date", fixed={"due_on": day("2020-09-30"), "printed": "September"},
                   evidenced_by=[{"kind": "document-published", "document": "report"}])  # fmt: skip
    state = settle(by_then, "2020-12-01", [published("2020-09-29")], editions=BOTH)
    assert state.code == "met"
    assert "It is that of edition 2019." in state.arithmetic


VERSIONS = (edition("Version 1", "2019-08-01"), edition("Version 2", "2021-03-01"))


def of_thresholds(every: dict[str, Any] | None = None) -> Arrangement:
    return plan(
        kind="document",
        document={"document": "thresholds"} | ({"review_every": every} if every else {}),
        evidenced_by=[{"kind": "document-published", "document": "thresholds"},
                      {"kind": "document-reviewed", "document": "thresholds"}],
    )  # fmt: skip


def test_the_version_in_force_stands_until_the_next_is_published() -> None:
    told = [published("2019-09-02", "thresholds"), published("2021-05-04", "thresholds")]
    before = settle(of_thresholds(), "2021-04-30", told, editions=VERSIONS)
    assert before.code == "met"
    assert before.arithmetic == (
        "The document is there, version 1: publication made on 2 September 2019.",
        "No interval of review is printed.",
        "Version 2 is under way; nothing is recorded of it yet.",
    )
    after = settle(of_thresholds(), "2021-05-04", told, editions=VERSIONS)
    assert after.arithmetic[0] == (
        "The document is there, version 2: publication made on 4 May 2021."
    )


def test_a_review_of_the_old_version_is_none_of_the_new_one() -> None:
    told = [
        published("2019-09-02", "thresholds"),
        published("2021-05-04", "thresholds"),
        happened("document-reviewed", "2022-01-10", document="thresholds", edition="Version 1"),
    ]
    state = settle(of_thresholds({"n": 1, "unit": "years"}), "2022-05-05", told, editions=VERSIONS)
    assert (state.code, state.next_due) == ("overdue", date(2022, 5, 4))


# The next edition


def a_document(of: str, months: int = 12) -> Document:
    return Document.model_validate(REPORT | {"editions": {"of": of, "months": months}})


@pytest.mark.parametrize(
    ("of", "editions", "as_at", "name", "first", "last"),
    [
        # a report is begun when its months are over
        ("year-past", (OF_2019,), "2020-12-31", None, None, None),
        ("year-past", (OF_2019,), "2021-01-01", "2020", "2020-01-01", "2020-12-31"),
        ("year-past", BOTH, "2021-06-01", None, None, None),
        # before the newer one was begun, it was waited for
        ("year-past", BOTH, "2021-01-31", "2020", "2020-01-01", "2020-12-31"),
        ("year-past", (), "2020-05-01", "2019", "2019-01-01", "2019-12-31"),
        # a plan is begun when its months begin
        ("year-ahead", (AHEAD,), "2019-12-31", None, None, None),
        ("year-ahead", (AHEAD,), "2020-01-01", "2020", "2020-01-01", "2020-12-31"),
        ("year-ahead", (), "2020-05-01", "2020", "2020-01-01", "2020-12-31"),
        # a version without a printed interval of review is never proposed
        ("version", VERSIONS, "2030-01-01", None, None, None),
    ],
)
def test_the_next_edition_is_proposed_when_it_falls_due(
    of: str, editions: tuple[Edition, ...], as_at: str,
    name: str | None, first: str | None, last: str | None,
) -> None:  # fmt: skip
    found = waiting(a_document(of), plan(kind="continuing"), editions, day(as_at))
    assert (found.name if found else None) == name
    if found and first and last:
        assert (found.first, found.last) == (day(first), day(last))


def test_a_version_is_proposed_on_the_day_its_review_falls_due() -> None:
    document, due = a_document("version"), date(2022, 5, 4)
    these = plan(kind="continuing")
    assert waiting(document, these, VERSIONS, date(2022, 5, 3), due) is None
    found = waiting(document, these, VERSIONS, due, due)
    assert found is not None
    assert found.name == "Version 3"


def test_a_report_of_two_years_is_followed_by_the_two_after_it() -> None:
    two = edition("2019 to 2020", "2021-02-01", "2019-01-01", "2020-12-31")
    these = plan(kind="continuing")
    found = following(a_document("year-past", 24), these, (two,), day("2021-06-01"))
    assert (found.name, found.first, found.last) == (
        "2021 to 2022", date(2021, 1, 1), date(2022, 12, 31)
    )  # fmt: skip


def test_the_state_says_that_the_next_edition_waits() -> None:
    waits = "The next edition waits to be begun: 2020 (1 January 2020 to 31 December 2020)."
    assert waits in settle(APPROVED, "2021-01-01", THROUGH, editions=(OF_2019,)).arithmetic
    assert waits not in settle(APPROVED, "2020-12-31", THROUGH, editions=(OF_2019,)).arithmetic
    assert waits not in settle(APPROVED, "2021-01-01", THROUGH).arithmetic


@pytest.mark.parametrize(
    ("proposed", "words"),
    [
        (edition("2019", "2021-02-01", "2020-01-01", "2020-12-31"), "of that name"),
        (edition("2020", "2020-02-01", "2020-01-01", "2020-12-31"), "begun on that day"),
        (edition("2020", "2021-02-01", "2019-12-31", "2020-12-31"), "about some of these days"),
        (edition("2020", "2021-02-01", "2020-12-31", "2020-01-01"), "before the first"),
        (edition("2020", "2021-02-01"), "first and the last day"),
        (edition("2020", "2021-03-02", "2020-01-01", "2020-12-31"), "in the future"),
    ],
)
def test_an_edition_that_could_not_be_told_from_another_is_refused(
    proposed: Edition, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        check_edition(a_document("year-past"), (OF_2019,), proposed, date(2021, 3, 1))


def test_a_version_is_about_no_months_and_other_documents_have_no_editions() -> None:
    months = edition("Version 3", "2021-04-01", "2021-01-01", "2021-12-31")
    with pytest.raises(RuleBroken, match="about no months"):
        check_edition(a_document("version"), VERSIONS, months, date(2021, 5, 1))
    plain = Document.model_validate({key: REPORT[key] for key in ("id", "heading", "name")})
    with pytest.raises(RuleBroken, match="do not say"):
        check_edition(plain, (), OF_2019, date(2021, 5, 1))
