"""What the reviews add up to: each case at one stage, conversion and slippage of local reviews, and
themes; small numbers never leave (R6.4, R10.2). Expected figures are counted by hand."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from builders.world import NOW
from clients import Visitor
from sightline.work.reviews.queries import review_figures as queries
from sightline.work.reviews.rules import review_figures as rules
from sightline.work.reviews.rules.review_figures import Standing

UNTIL, DAY_AFTER = date(2026, 9, 2), date(2026, 9, 3)


@pytest.mark.parametrize(
    ("more", "stage"),
    [
        ({}, "judging"),
        ({"is_sent": True}, "rapid"),
        ({"is_sent": True, "is_taken_back": True}, "taken-back"),
        ({"is_sent": True, "decided": "no-review"}, "no-review"),
        ({"is_sent": True, "decided": "other-learning"}, "other-learning"),
        ({"is_sent": True, "decided": "local-review"}, "going-on"),
        ({"decided": "local-review", "ended": "publish"}, "published"),
        ({"decided": "local-review", "ended": "improvements"}, "published"),
        ({"decided": "local-review", "ended": "withheld"}, "withheld"),
    ],
)
def test_a_case_is_at_one_stage(more, stage):
    given = {"is_sent": False, "is_taken_back": False, "decided": "", "ended": "", **more}
    assert rules.stage_of(**given) == stage


@pytest.mark.parametrize(
    ("delays", "ended_on", "today", "expected"),
    [
        (0, None, UNTIL, "in-time"),
        (0, None, DAY_AFTER, "late"),
        (1, None, UNTIL, "delayed"),
        (1, None, DAY_AFTER, "late"),
        (0, UNTIL, date(2027, 1, 1), "in-time"),
        (2, DAY_AFTER, date(2027, 1, 1), "late"),
    ],
)
def test_how_a_local_review_keeps_to_its_time(delays, ended_on, today, expected):
    found = rules.slippage_of(delays=delays, stands_until=UNTIL, ended_on=ended_on, today=today)
    assert found == expected


def value(found, about, what, period="Total"):
    (one,) = [it for it in found if (it.about, it.what, it.period) == (about, what, period)]
    return one.value


def test_large_numbers_are_rounded_to_five_and_add_up_to_a_share():
    # 40 of one year: 20 decided as no review, 20 local reviews published in time
    cases = [Standing("2025", "no-review")] * 20 + [Standing("2025", "published", "in-time")] * 20
    found = rules.figures(cases, ["sharing"] * 12)
    assert value(found, "Cases by stage", "All cases", "2025") == 40
    assert value(found, "Conversion", "Cases decided on") == 40
    assert value(found, "Conversion", "Of these, to a local review") == 20
    assert value(found, "Conversion", "Of these, to a local review, per cent") == 50.0
    keeps = "How local reviews keep to their time"
    assert value(found, keeps, "In time, without a delay") == 20
    # 12 findings are rounded to the nearest five
    assert value(found, "Findings by theme", "Sharing and use of information") == 10


def test_a_small_number_is_hidden_and_so_is_what_would_give_it_away():
    # three were published: the other stages of local reviews and their sum cannot all be shown
    cases = (
        [Standing("2025", "no-review")] * 20
        + [Standing("2025", "going-on", "in-time")] * 20
        + [Standing("2025", "published", "late")] * 3
    )
    found = rules.figures(cases, [])
    assert value(found, "Cases by stage", "Local review published", "2025") is None
    assert value(found, "How local reviews keep to their time", "After the day that stood") is None
    shown = {
        (one.what, one.period) for one in found
        if one.about == "Cases by stage" and one.value is not None
    }  # fmt: skip
    assert ("All cases", "Total") not in shown or ("Local review going on", "Total") not in shown


def test_nothing_is_counted_where_there_is_no_case():
    assert rules.figures([], []) == []


@pytest.mark.django_db
def test_it_counts_what_the_reader_sees_and_nothing_else(scene):
    mine = queries.review_figures(scene.actor("business_manager"), NOW)
    other = queries.review_figures(scene.actor("lead_partner"), NOW)
    assert mine != []
    assert other == []


@pytest.mark.django_db
def test_both_files_hold_the_same_lines_and_no_small_number(scene):
    visitor = Visitor(token=scene.tokens["business_manager"])
    assert "What the reviews add up to" in visitor.get("/review-figures")
    text = visitor.ask("get", "/review-figures?export=csv").streamed.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    book = visitor.ask("get", "/review-figures?export=xlsx").streamed
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert lines[1] == ["About", "Figure", "Year recorded", "Value"]
    assert [row[:3] for row in lines[1:]] == [row[:3] for row in sheet[1:]]
    values = {row[3] for row in lines[2:]}
    # the world holds fewer than ten cases: not one of its figures may leave but a nought
    assert values <= {"hidden", "0"}
