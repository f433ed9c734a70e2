"""The report to the group that reads the data set: one period with its signals, words, returns and
questions, as a page and as a workbook with a sheet of notes (R9.1)."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from builders import figures
from builders import returning as made
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Framework
from sightline.work.performance.rules.returns import Answer
from work.test_charts_are_drawn_as_the_figures_propose import returned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


def test_a_period_is_reported_with_its_signals_words_returns_and_questions(
    ours: Partnership,
) -> None:
    count = made.owed(ours, "swypft", "Children missing", polarity="low")
    steady = [Answer(value=40 + each % 3) for each in range(12)]
    returned(ours, count, [*steady, Answer(value=90)])
    figures.load(ours, figures.referrals("384"))
    manager = Visitor(appointed(ours, "business-manager").person)
    words = "Why did referrals rise so much?"
    figures.ask(ours, agency="swypft", words=words, reply="A campaign in schools was behind it.")
    page = manager.get("/data-set/report?period=202506")
    assert manager.statements <= 12
    assert "1 figure of 1 moved more than usual" in page
    assert "outside a limit" in page
    assert "Looked into it" in page
    assert "Why did referrals rise so much?" in page
    assert "submitted" in page
    before = manager.get("/data-set/report?period=202503")
    assert "Nothing moved more than figures usually do" in before  # as it stood then


def test_the_workbook_has_the_figures_and_a_sheet_of_notes(ours: Partnership) -> None:
    share = made.owed(ours, "swypft", "Seen in time", unit="%", denominator="All", decimals=1)
    returned(ours, share, [Answer(numerator=18, denominator=24)])
    manager = Visitor(appointed(ours, "business-manager").person)
    answer = manager.ask("get", "/data-set/report?export=xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.streamed))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[2][:6] == ["Seen in time", "Apr to Jun 2025", 75.0, "%", 18.0, 24.0]
    assert "Looked into it" in rows[2][10]
    notes = dict(book.get_sheet_by_name("Notes").to_python())
    assert notes["[x]"] == "not available"
    assert "version 1" in notes["Defined: Seen in time"]
    assert "four rules" in notes["Signals"]


def test_the_report_reads_as_the_pages_of_the_indicators_do(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))
    framework = Framework.objects.get(partnership=ours)
    found = queries.report(BY, framework, None, figures.NOW)
    for row in found.rows:
        alone = queries.picture(BY, row.series)
        assert row.picture.reading == alone.reading
        assert [each.value for each in row.picture.entries] == [
            each.value for each in alone.entries
        ]
    early = queries.report(BY, framework, 201603, figures.NOW)
    assert {len(row.picture.entries) for row in early.rows} == {4}


def test_without_figures_the_page_says_what_to_do(ours: Partnership) -> None:
    manager = Visitor(appointed(ours, "business-manager").person)
    assert "No figures yet" in manager.get("/data-set/report")
    assert (
        operations.read_anew(partnership_id=ours.pk, indicator_id=None, by=BY, now=figures.NOW) == 0
    )
