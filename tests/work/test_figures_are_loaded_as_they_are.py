"""Published files go in as they come: symbols stay symbols, a revised figure keeps the one first
seen, and a file that is wrong in one place is not loaded at all."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from builders import figures
from builders.figures import HEAD, NOW, authority, written
from builders.partnership import BY, wakefield
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import (
    Area,
    ChartDecision,
    Figure,
    Indicator,
    Release,
    Series,
    StatisticalNeighbour,
)
from sightline.work.performance.operations.defining import Meaning
from sightline.work.performance.rules.periods import label, moved, read_period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
REFERRALS = "referrals-referral-count"
LINE = ["2025", "Reporting year", *authority("384"), "Kept"]


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def test_a_file_becomes_indicators_series_and_figures(ours: Partnership) -> None:
    release = figures.load(ours, figures.referrals("384"))
    assert (release.state, release.layout, release.faults) == ("loaded", "figures", [])
    # thirteen years of two measures at three places, the blank and the symbol among them
    assert (release.figures_new, release.figures_revised) == (78, 0)
    assert Figure.objects.count() == 78
    assert Series.objects.count() == 6
    found = figures.series(ours, REFERRALS)
    assert found.figures == figures.COUNTS
    assert found.periods[0] == 201303
    assert (found.has_limits, found.chance <= 1) == (True, True)
    # worked out by hand from the thirteen counts (Making Data Count)
    assert (found.lower, found.upper) == pytest.approx((2111.309, 10788.229), abs=1e-3)
    assert found.area.ons_code == "E08000384"
    assert TrailEvent.objects.filter(code="file_loaded").count() == 1


def test_a_symbol_is_kept_and_is_never_zero(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    found = figures.series(ours, "referrals-rereferral-percent")
    assert found.figures[3:5] == [None, None]
    assert found.symbols[3:5] == "c "
    assert Figure.objects.filter(value=0).count() == 0
    rows = Figure.objects.filter(series=found, value__isnull=True).order_by("period")
    assert [row.symbol for row in rows] == ["c", " "]


def test_a_revised_figure_keeps_the_one_first_seen(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    later = datetime(2026, 11, 2, 9, tzinfo=UTC)
    revised = [*figures.COUNTS[:-1], 5001, 5100]
    second = figures.load(ours, figures.referrals("384", revised), now=later, title="Next year")
    # one count revised and one year new, at three places; the share of the new year as well
    assert (second.figures_new, second.figures_revised) == (6, 3)
    found = figures.series(ours, REFERRALS)
    picture = queries.picture(BY, found)
    entry = picture.entries[12]
    assert (entry.value, entry.first_value) == (5001, 4992)
    assert (entry.seen_on, entry.revised_on) == (NOW.date(), later.date())
    then = queries.picture(BY, found, as_at=date(2025, 12, 31))
    assert [one.value for one in then.entries] == figures.COUNTS
    assert queries.picture(BY, found, as_at=date(2024, 1, 1)).entries == []


def test_the_same_figures_again_add_nothing(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    again = figures.load(ours, figures.referrals("384") + b"\r\n", title="Saved again")
    assert (again.state, again.figures_new, again.figures_revised) == ("loaded", 0, 0)


def test_a_series_stays_with_an_indicator_and_a_place_that_are_there(ours: Partnership) -> None:
    """The database holds it, whoever writes: a statement at a time when series are added."""
    figures.load(ours, figures.referrals("384"))
    held = figures.series(ours, REFERRALS)
    nobody = 10**9
    for wrong in ({"indicator_id": nobody}, {"area_id": nobody}):
        keys = {"indicator_id": held.indicator_id, "area_id": held.area_id, **wrong}
        with pytest.raises(IntegrityError, match="without its"), transaction.atomic():
            Series.objects.create(partnership=ours, audience=[], **keys)
        with pytest.raises(IntegrityError, match="stays with"), transaction.atomic():
            Series.objects.filter(pk=held.pk).update(**wrong)
    for table in ("performance_indicator", "performance_area"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET id = id + 1000000")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Area.objects.filter(pk=held.area_id)._raw_delete(using="default")


def test_only_series_that_changed_are_drawn_up_anew(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    later = datetime(2026, 11, 2, 9, tzinfo=UTC)
    # the first two lines of each year stand as before: England's and the region's
    lines = (
        figures.referrals("384")
        .decode()
        .replace(
            "384,E08000384,Authority 384,Referrals,4992",
            "384,E08000384,Authority 384,Referrals,4993",
        )
    )
    second = figures.load(ours, lines.encode(), now=later, title="Mended")
    assert (second.figures_new, second.figures_revised) == (0, 1)
    changed = Series.objects.filter(read_at=later)
    assert [(row.indicator.code, row.area.code) for row in changed] == [(REFERRALS, "384")]
    assert changed[0].figures[-1] == 4993


def test_a_place_under_two_names_is_one_place(ours: Partnership) -> None:
    rows = [
        [*HEAD, "category", "n"],
        [*LINE, "5"],
        ["2024", "Reporting year", *authority("384", "Its name before"), "Kept", "4"],
    ]
    assert figures.load(ours, written(rows)).figures_new == 2
    assert figures.series(ours, "kept-n").figures == [4, 5]
    twice = [rows[0], [*LINE, "5"], [*LINE[:-2], "Its name before", "Kept", "6"]]
    release = figures.load(ours, written(twice), title="Twice")
    assert release.faults[0][:2] == [3, "n"]


def test_the_very_same_file_is_refused_with_the_day_it_came(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"), title="Referrals 2025")
    with pytest.raises(RuleBroken, match="received on 3 November 2025 as “Referrals 2025”"):
        figures.load(ours, figures.referrals("384"))


def test_loading_twice_changes_nothing(ours: Partnership) -> None:
    release = figures.load(ours, figures.referrals("384"))
    operations.load_release(number=release.pk, by=BY, now=NOW)
    assert Figure.objects.count() == 78


@pytest.mark.parametrize("turn", ["reversed", "mark", "latin"])
def test_columns_come_in_any_order_and_files_in_any_encoding(ours: Partnership, turn: str) -> None:
    rows = [[*HEAD, "category", "n"],
            [*LINE[:-2], "Saint-Émile", "Kept", "1,204"]]  # fmt: skip
    if turn == "reversed":
        rows = [row[::-1] for row in rows]
    content = written(rows)
    content = codecs.BOM_UTF8 + content if turn == "mark" else content
    content = content.decode().encode("cp1252") if turn == "latin" else content
    assert figures.load(ours, content).state == "loaded"
    assert figures.series(ours, "kept-n").figures == [1204]
    assert Area.objects.get(code="384").name == "Saint-Émile"


HOSTILE = {
    "a formula": ([[*LINE, "=1+1"], [*LINE, "5"]], 2, "n", "neither a figure nor"),
    "a date as text": ([[*LINE, "01/04/2025"], [*LINE, "5"]], 2, "n", "neither a figure nor"),
    "infinity": ([[*LINE, "4"], ["2024", *LINE[1:], "inf"]], 3, "n", "neither a figure nor"),
    "a year to come": ([["2091", *LINE[1:], "5"]], 2, "time_period", "future"),
    "a year long past": ([["1066", *LINE[1:], "5"]], 2, "time_period", "cannot be right"),
    "years apart": ([["202527", *LINE[1:], "5"]], 2, "time_period", "the one after it"),
    "a week": ([["2025", "Week 3", *LINE[2:], "5"]], 2, "time_period", "kind of period"),
    "merged cells": ([[*LINE, "5"], ["2024", "Reporting year"]], 3, "", "cells where"),
    "no level": ([[*LINE[:2], "Street", *LINE[3:], "5"]], 2, "geographic_level", "level"),
    "a ward of no code": ([[*LINE[:2], "Ward", *LINE[3:], "5"]], 2, "ward_code", "code of a place"),
    "no code": ([[*LINE[:2], *authority(""), "Kept", "5"]], 2, "old_la_code", "code"),
    "a line twice": ([[*LINE, "5"], [*LINE, "6"]], 3, "n", "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_wrong_line_is_named_and_nothing_is_loaded(ours: Partnership, what: str) -> None:
    lines, line, column, words = HOSTILE[what]
    release = figures.load(ours, written([[*HEAD, "category", "n"], *lines]))
    assert release.state == "refused"
    assert release.faults[0][:2] == [line, column]
    assert words in release.faults[0][2]
    assert not Figure.objects.exists()
    assert not Indicator.objects.exists()
    assert TrailEvent.objects.filter(code="file_refused").count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\r\n1,2\r\n", "no column “geographic_level”"),
        (written([[*HEAD, "n", "n"], [*LINE[:-1], "1", "2"]]), "Two columns are headed “n”"),
        (written([[*HEAD, "category", "n"]]), "no figure in this file"),
        (written([[*HEAD, "category", "n"]]) + b"," * 11 + b"\r\n" * 50_000, "no figure"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_answered_in_a_sentence(
    ours: Partnership, content: bytes, words: str
) -> None:
    release = figures.load(ours, content)
    assert release.state == "refused"
    assert words in release.faults[0][2]


def test_a_workbook_is_answered_before_it_is_kept(ours: Partnership) -> None:
    with pytest.raises(RuleBroken, match="CSV file"):
        figures.receive(ours, b"plain words", name="notes.txt")


def test_no_more_than_fifty_faults_are_listed(ours: Partnership) -> None:
    rows = [["2091", *LINE[1:], "5"] for _ in range(300)]
    release = figures.load(ours, written([[*HEAD, "category", "n"], *rows]))
    assert len(release.faults) == 50


def test_statistical_neighbours_have_a_first_day(ours: Partnership) -> None:
    release = figures.load(ours, figures.neighbours_2025("384"))
    assert (release.state, release.layout, release.figures_new) == ("loaded", "neighbours-2025", 10)
    rows = StatisticalNeighbour.objects.filter(area_code="384").order_by("rank")
    assert [row.neighbour_code for row in rows] == [str(500 + n) for n in range(1, 11)]
    assert {row.starts_on for row in rows} == {date(2025, 10, 30)}


def test_a_dictionary_becomes_a_catalogue(ours: Partnership) -> None:
    head = ["Measure_code", "Topic", "Measure", "Chart_title", "Polarity", "y_axis_name",
            "Description", "dps"]  # fmt: skip
    rows = [["4", "Health", "Deaths", "Rate of deaths", "Low", "Rate", "What\nit is", "1"],
            ["5", "Plans", "Plans", "Number of plans", "-", "Count", "", ""]]  # fmt: skip
    release = figures.load(ours, written([head, *rows]))
    assert (release.state, release.figures_new) == ("loaded", 2)
    first, second = Indicator.objects.order_by("code")
    assert (first.name, first.polarity, first.decimals) == ("Health: Rate of deaths", "low", 1)
    assert (second.polarity, second.version, second.versions.count()) == ("none", 1, 1)


def test_a_new_version_keeps_the_meaning_before_it(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    held = Indicator.objects.get(code=REFERRALS)
    meaning = Meaning(name="Referrals", polarity="low", period_kind="reporting", disclosure="open")
    operations.define_indicator(
        partnership=ours, indicator=held, meaning=meaning, agency=None,
        reason="Agreed by the group", by=BY, now=NOW,
    )  # fmt: skip
    held.refresh_from_db()
    assert (held.name, held.version) == ("Referrals", 2)
    first, second = held.versions.order_by("number")
    assert first.content["name"] == "Referrals: referral count"
    assert (second.content["polarity"], second.reason) == ("low", "Agreed by the group")
    operations.read_anew(partnership_id=ours.pk, indicator_id=held.pk, by=BY, now=NOW)
    with pytest.raises(RuleBroken, match="another kind of period"):
        operations.define_indicator(
            partnership=ours, indicator=held, meaning=Meaning(name="x", period_kind="month"),
            agency=None, reason="By month", by=BY, now=NOW,
        )  # fmt: skip


def test_a_chart_is_decided_on_with_a_reason_only(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    found = figures.series(ours, REFERRALS)

    def decide(what: str, period: int, reason: str = "The front door changed") -> ChartDecision:
        return operations.decide_chart(
            series=found, what=what, period=period, reason=reason, by=BY, now=NOW
        )

    with pytest.raises(RuleBroken, match="what happened"):
        decide("baseline", 202403, "because")
    with pytest.raises(RuleBroken, match="12 points"):
        decide("rebase", 202003)
    with pytest.raises(RuleBroken, match="has a figure"):
        decide("baseline", 199903)
    made = decide("baseline", 202403)
    with pytest.raises(RuleBroken, match="decided already"):
        decide("baseline", 202503)
    operations.read_anew(partnership_id=ours.pk, indicator_id=None, by=BY, now=NOW)
    found.refresh_from_db()
    first_twelve = sum(figures.COUNTS[:12]) / 12
    assert found.centre == pytest.approx(first_twelve)
    operations.withdraw_decision(decision=made, by=BY, now=NOW)
    operations.read_anew(partnership_id=ours.pk, indicator_id=None, by=BY, now=NOW)
    found.refresh_from_db()
    assert found.centre == pytest.approx(6449.769, abs=1e-3)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        operations.withdraw_decision(decision=made, by=BY, now=NOW)


def test_only_those_who_keep_the_figures_change_anything(ours: Partnership) -> None:
    lead = Actor(1, "A lead", partnership_id=ours.pk, capacities=frozenset({"agency-lead"}))
    body = ours.body_set.get(key="effectiveness-group")
    figures.load(ours, figures.referrals("384"))
    found = figures.series(ours, REFERRALS)
    made = operations.decide_chart(series=found, what="baseline", period=202403,
                                   reason="The front door changed", by=BY, now=NOW)  # fmt: skip
    for act in (
        lambda: operations.set_up_data_set(partnership=ours, area_code="384", body=body, by=lead,
                                           now=NOW),
        lambda: operations.define_indicator(partnership=ours, indicator=None,
                                            meaning=Meaning(name="x"), agency=None, reason="x",
                                            by=lead, now=NOW),
        lambda: operations.decide_chart(series=found, what="rebase", period=1, reason="x", by=lead,
                                        now=NOW),
        lambda: operations.withdraw_decision(decision=made, by=lead, now=NOW),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()


def test_a_small_count_is_hidden_from_who_may_not_see_it(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384", [*figures.COUNTS[:-1], 3]))
    Indicator.objects.filter(code=REFERRALS).update(disclosure="children")
    found = figures.series(ours, REFERRALS)
    member = Actor(1, "A member", partnership_id=ours.pk, capacities=frozenset({"group-member"}))
    scrutineer = Actor(2, "S", partnership_id=ours.pk, capacities=frozenset({"scrutineer"}))
    assert queries.picture(member, found).entries[-1].value is None
    assert queries.picture(member, found).entries[-1].symbol == "s"
    assert queries.picture(scrutineer, found).entries[-1].value == 3
    line = next(each for each in queries.overview(member, "384").lines if each.code == REFERRALS)
    assert (line.newest, line.symbol, line.spark[0]) == (None, "s", "")


def test_counts_with_a_mean_below_five_are_read_by_their_chance(ours: Partnership) -> None:
    counts = [0, 1, 0, 0, 2, 0, 1, 0, 0, 1, 0, 0, 7]
    figures.load(ours, figures.referrals("384", counts))
    found = figures.series(ours, REFERRALS)
    assert not found.has_limits
    assert found.verdict == "high"
    assert found.chance < 0.001
    assert queries.picture(BY, found).is_small


@contextmanager
def as_web(keys: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_web")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE sightline_worker")


def test_without_a_session_the_database_gives_no_figure(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    with as_web(""):
        assert not Figure.objects.exists()
        assert not Series.objects.exists()
        assert not Release.objects.exists()
        assert Area.objects.exists()  # places are published


@pytest.mark.parametrize(
    ("written_as", "identifier", "period", "shown"),
    [
        ("2025", "Reporting year", 202503, "2025"),
        ("202425", "Financial year", 202503, "2024-25"),
        ("202324", "Academic year", 202408, "2023/24"),
        ("2024", "Calendar year", 202412, "2024"),
        ("202425", "Financial year Q1", 202406, "Apr to Jun 2024"),
        ("202425", "Financial year Q4", 202503, "Jan to Mar 2025"),
        ("2024", "Calendar year Q2", 202406, "Apr to Jun 2024"),
        ("2025", "March", 202503, "Mar 2025"),
    ],
)
def test_a_period_is_read_as_it_is_written(
    written_as: str, identifier: str, period: int, shown: str
) -> None:
    found, kind = read_period(written_as, identifier)
    assert (found, label(found, kind)) == (period, shown)


def test_periods_move_by_months() -> None:
    assert moved(202503, 12) == 202603
    assert moved(202501, -1) == 202412
    assert moved(202512, 1) == 202601
