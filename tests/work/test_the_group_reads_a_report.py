"""The report to the group that reads the data set: one period with its signals, words, returns and
questions, as a page and as a workbook with a sheet of notes (R9.1)."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import Framework
from sightline.work.performance.rules.returns import Answer
from work.test_charts_are_drawn_as_the_figures_propose import returned
from work.test_returns_are_filled_in_and_sealed import lead_of

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


def test_the_report_leaves_as_a_tagged_pdf_and_as_word(ours: Partnership) -> None:
    """Both hold the chart with its words, each figure, the agency's words, and the symbols; a small
    count is hidden in them even from who sees it on the page."""
    missing = made.owed(ours, "swypft", "Children missing", polarity="low", disclosure="children")
    held = made.owed(ours, "swypft", "Children held", disclosure="children")
    steady = [40 + each % 3 for each in range(12)]
    for period, count in zip(made.quarters(13), [*steady, 90], strict=True):
        [asked] = made.asked(ours, period)
        answers = {missing.pk: Answer(count, words="A campaign"), held.pk: Answer(4, words="Few")}
        made.sealed(asked, answers, lead_of(ours))
    manager = Visitor(appointed(ours, "business-manager").person)
    assert '<td class="n" data-label="Figure">4</td>' in manager.get("/data-set/report")
    answer = manager.ask("get", "/data-set/report?export=pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert len(pdf.pages) >= 2
    word = docx.Document(io.BytesIO(manager.ask("get", "/data-set/report?export=docx").content))
    cells = {row.cells[0].text: row.cells[1].text for row in word.tables[0].rows}
    assert (cells["Children missing"], cells["Children held"]) == ("90", "[s]")
    table = word.tables[0]  # nothing has a target, so that no column says so
    heads = ["Indicator", "Figure", "What the chart says", "What is said of it"]
    assert [cell.text for cell in table.rows[0].cells] == heads
    assert table.columns[0].width > 2 * table.columns[1].width
    text = "\n".join(each.text for each in word.paragraphs)
    assert "outside a limit" in text and "A campaign" in text
    assert "[s]: hidden: the count is small" in text and "small counts are hidden" in text
    assert len(word.inline_shapes) == 1


def test_a_month_and_a_quarter_that_end_together_are_both_named(ours: Partnership) -> None:
    figures.load(ours, figures.referrals("384"))  # reporting years, to the end of March
    returned(ours, made.owed(ours, "swypft", "Seen"), [Answer(value=4)] * 2)  # to June 2025
    framework = Framework.objects.get()
    names = dict(queries.report(BY, framework, None, NOW).periods)
    assert names[202503] == "2025, Jan to Mar 2025"
    assert names[202506] == "Apr to Jun 2025"


def test_what_was_asked_last_time_stands_in_the_report_until_the_group_has_received_it(
    ours: Partnership,
) -> None:
    figures.load(ours, figures.referrals("384"))
    manager = Visitor(appointed(ours, "business-manager").person)
    held = figures.ask(
        ours, agency="swypft", words="Why did referrals rise so much?", reply="A campaign ended."
    )
    figures.received(ours, date(2025, 10, 30))  # before it was closed
    operations.close_question(question=held, outcome="The next year is lower", by=BY, now=NOW)
    page = manager.get("/data-set/report")
    assert "Why did referrals rise so much?" in page
    assert "What came of it: The next year is lower" in page
    operations.receive_report(
        framework=Framework.objects.get(), period=202503, received_on=date(2025, 11, 4), by=BY,
        now=NOW + timedelta(days=1),
    )  # fmt: skip
    assert "Why did referrals rise so much?" not in manager.get("/data-set/report")
