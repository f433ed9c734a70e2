"""An agency sends its figures in whatever spreadsheet it keeps: how it is read is said once and
remembered, what is wrong is told by cell, and hostile files get a clear answer (R9.1)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, RuleBroken
from sightline.foundation.permissions import Actor
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import AgencyReturn, Indicator, OwnLayout, ReturnLine
from sightline.work.performance.rules import own_files
from sightline.work.performance.rules.own_files import Layout
from sightline.work.performance.rules.returns import Answer, Asked
from work.test_returns_are_filled_in_and_sealed import lead_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
Rows = list[list[Any]]
HEAD = ["Measure", "Quarter", "Number", "Of"]
LAYOUT = Layout(indicator="Measure", period="Quarter", value="Number", numerator="Number",
                denominator="Of", names={})  # fmt: skip
OURS = {
    made.CONTACTS: "All contacts in", made.BY_POLICE: "From WYP", made.BY_SCHOOLS: "From schools",
    made.IN_TIME: "Decided in 24h", made.GANGS: "Gangs", made.EXPLOITED: "CCE",
}  # fmt: skip


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


@pytest.fixture
def owed(ours: Partnership) -> dict[str, Indicator]:
    return made.front_door(ours)


@pytest.fixture
def asked(ours: Partnership, owed: dict[str, Indicator]) -> AgencyReturn:
    [found] = made.asked(ours)
    return found


def layout(owed: dict[str, Indicator], **changed: Any) -> Layout:
    names = {owed[name].code: theirs for name, theirs in OURS.items()}
    return Layout(**{**LAYOUT.kept(), "names": names, **changed})


def kept_by_the_agency(quarter: Any = "Q2 2025/26") -> Rows:
    """As an agency keeps it: a title, headings in the third row, two quarters below each other."""
    rows: Rows = [["Safeguarding dashboard"], [], HEAD]
    for when, more in (("Q1 2025/26", 5), (quarter, 0)):
        rows += [["All contacts in", when, 100 + more, None], ["From WYP", when, 60 + more, None],
                 ["From schools", when, 40, None], ["Decided in 24h", when, 90, 100 + more],
                 ["Gangs", when, 12, None], ["CCE", when, 3, None]]  # fmt: skip
    return rows


def workbook(rows: Rows, *, sheets: int = 1, name: str = "Figures") -> SimpleUploadedFile:
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored, {"default_date_format": "dd/mm/yyyy"}) as book:
        for number in range(1, sheets):
            book.add_worksheet(f"Old {number}").write(0, 0, "old")
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    return SimpleUploadedFile("dashboard.xlsx", stored.getvalue())


def sent(
    ours: Partnership, asked: AgencyReturn, said: Layout, upload: SimpleUploadedFile
) -> list[str]:
    """Sent, its layout said, and taken; the answer is what is wrong."""
    by = lead_of(ours)
    operations.receive_own_file(agency_return=asked, upload=upload, by=by, now=NOW)
    operations.keep_layout(agency_return=asked, layout=said, by=by, now=NOW)
    faults = operations.take_own_file(agency_return=asked, by=by, now=NOW)
    asked.refresh_from_db()
    return [f"{cell}: {sentence}" for cell, sentence in faults]


@pytest.mark.parametrize("quarter", [
    "Q2 2025/26", "q2 2025-26", "Jul to Sep 2025", "2025-09", "September 2025", "Sep 2025",
    "30/09/2025", date(2025, 7, 1), date(2025, 9, 30),
])  # fmt: skip
def test_a_row_a_period_goes_into_the_draft(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator], quarter: Any
) -> None:
    said = layout(owed, heading_row=3)
    assert sent(ours, asked, said, workbook(kept_by_the_agency(quarter))) == []
    assert queries.answers_of(asked) == made.good(owed)
    assert (asked.own_file, asked.sent_file is not None) == (None, True)


def test_a_column_a_period_goes_into_the_draft(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    """Where a share has two rows, the second is out of how many."""
    rows: Rows = [["Measure", "Q1 2025/26", "Q2 2025/26"], ["All contacts in", 105, 100],
                  ["From WYP", 65, 60], ["From schools", 40, 40], ["Decided in 24h", 80, 90],
                  ["Gangs", 1, 12], ["CCE", 1, 3]]  # fmt: skip
    said = layout(owed, **dict.fromkeys(("period", "value", "numerator", "denominator"), ""),
                  has_column_a_period=True,
                  out_of={owed[made.IN_TIME].code: "all contacts in"})  # fmt: skip
    assert sent(ours, asked, said, workbook(rows)) == []
    assert queries.answers_of(asked) == made.good(owed)


def test_it_is_remembered_and_offered_the_next_time(
    ours: Partnership, owed: dict[str, Indicator]
) -> None:
    [first] = made.asked(ours, 202506)
    lead = appointed(ours, "lead-swypft").person
    visitor = Visitor(lead)
    page = f"/data-set/returns/{first.record.reference}"
    upload = {"upload": workbook(kept_by_the_agency())}
    assert visitor.post(f"{page}/own-file", upload, status=302) == f"{page}/own-file/map"
    form = visitor.get(f"{page}/own-file/map")
    assert "Safeguarding dashboard" in form and 'value="3"' in form
    typed = {
        "heading_row": "3", "has_column_a_period": "no", "indicator": "Measure",
        "period": "Quarter", "value": "Number", "numerator": "Number", "denominator": "Of",
    }  # fmt: skip
    typed |= {f"name-{owed[name].pk}": theirs for name, theirs in OURS.items()}
    assert visitor.post(f"{page}/own-file/map", typed, status=302) == f"{page}/own-file/check"
    assert "90 out of 105" in visitor.get(f"{page}/own-file/check")
    visitor.post(f"{page}/own-file/check", {}, status=302)
    assert ReturnLine.objects.filter(agency_return=first).count() == 6
    [second] = made.asked(ours, 202509)
    page = f"/data-set/returns/{second.record.reference}"
    upload = {"upload": workbook(kept_by_the_agency())}
    assert visitor.post(f"{page}/own-file", upload, status=302) == f"{page}/own-file/check"
    assert "90 out of 100" in visitor.get(f"{page}/own-file/check")
    assert visitor.statements <= 12
    assert OwnLayout.objects.count() == 1


def refused(ours: Partnership, asked: AgencyReturn, upload: SimpleUploadedFile) -> str:
    with pytest.raises(RuleBroken) as broken:
        operations.receive_own_file(agency_return=asked, upload=upload, by=lead_of(ours), now=NOW)
    asked.refresh_from_db()
    assert asked.own_file is None
    return str(broken.value.sentence)


def test_the_wrong_year_is_told_with_what_is_there(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    faults = sent(ours, asked, layout(owed, heading_row=3),
                  workbook(kept_by_the_agency("Q2 2024/25")))  # fmt: skip
    assert faults[0] == (
        "column B: No row is about Jul to Sep 2025. There are: Q1 2025/26, Q2 2024/25"
    )
    assert not ReturnLine.objects.exists()


@pytest.mark.parametrize(("row", "column", "cell", "says"), [
    (9, 2, "=SUM(C4:C8)", None),  # a workbook keeps what the formula gave: 0
    (9, 2, "twelve", "C10: “twelve” is not a figure"),
    (9, 2, date(2025, 9, 1), "C10: This is a date or a time"),
    (9, 2, 100.5, "C10: This must be a whole number"),
    (10, 0, "All contacts in", "A11: “All contacts in” stands in rows 10, 11: one is asked for"),
    (9, 0, "Contact total", "column A: No row is called “All contacts in”"),
])  # fmt: skip
def test_what_is_wrong_is_told_by_cell(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator],
    row: int, column: int, cell: Any, says: str | None,
) -> None:  # fmt: skip
    rows = kept_by_the_agency()
    rows[row][column] = cell
    faults = sent(ours, asked, layout(owed, heading_row=3), workbook(rows))
    if says is None:
        assert faults == [] and queries.answers_of(asked)[owed[made.CONTACTS].pk].value == 0
    else:
        assert any(each.startswith(says) for each in faults), faults
        assert not ReturnLine.objects.exists()


def test_csv_in_latin_1_and_formulas_as_text(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    names = {owed[made.GANGS].code: "Café contacts", owed[made.EXPLOITED].code: "CCE"}
    said = layout(owed, names=names)
    text = "Measure;Quarter;Number;Of\nCafé contacts;Q2 2025/26;12;\nCCE;Q2 2025/26;3;\n"
    upload = SimpleUploadedFile("figures.csv", text.encode("cp1252"), "text/csv")
    assert sent(ours, asked, said, upload) == []
    assert queries.answers_of(asked)[owed[made.GANGS].pk] == Answer(value=12)
    wrong = SimpleUploadedFile("f.csv", text.replace(";12;", ";=6+6;").encode("cp1252"), "text/csv")
    [fault] = sent(ours, asked, said, wrong)
    assert fault.startswith("C2: This is a formula")


def test_merged_cells_count_for_each_row_they_span(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored) as book:
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, HEAD)
        sheet.merge_range("B2:B3", "Q2 2025/26")
        sheet.write_row(1, 0, ["Gangs"])
        sheet.write(1, 2, 12)
        sheet.write_row(2, 0, ["CCE"])
        sheet.write(2, 2, 3)
    names = {owed[made.GANGS].code: "Gangs", owed[made.EXPLOITED].code: "CCE"}
    upload = SimpleUploadedFile("merged.xlsx", stored.getvalue())
    assert sent(ours, asked, layout(owed, names=names), upload) == []
    assert queries.answers_of(asked)[owed[made.EXPLOITED].pk].value == 3


def test_one_of_fifty_sheets_is_chosen_by_its_name(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    book = workbook(kept_by_the_agency(), sheets=50, name="This year")
    faults = sent(ours, asked, layout(owed, heading_row=3), book)
    assert faults[0].startswith("row 3: No column is headed")  # the first sheet is an old one
    book = workbook(kept_by_the_agency(), sheets=50, name="This year")
    assert sent(ours, asked, layout(owed, heading_row=3, sheet="This year"), book) == []


def test_a_million_empty_rows_are_refused_with_a_reason(
    ours: Partnership, asked: AgencyReturn
) -> None:
    rows: Rows = [HEAD]
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, rows[0])
        sheet.write(1_048_575, 0, " ")
    says = refused(ours, asked, SimpleUploadedFile("long.xlsx", stored.getvalue()))
    assert says.startswith("This sheet has 1,048,576 rows") and "Delete empty ones" in says


def test_the_same_file_twice_is_told(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    book = workbook(kept_by_the_agency())
    assert sent(ours, asked, layout(owed, heading_row=3), book) == []
    book.seek(0)
    assert "taken into this return already" in refused(ours, asked, book)


def test_what_is_no_spreadsheet_is_refused(ours: Partnership, asked: AgencyReturn) -> None:
    assert "Excel" in refused(ours, asked, SimpleUploadedFile("a.txt", b"hello"))
    assert refused(ours, asked, SimpleUploadedFile("a.xlsx", b"PK no workbook"))
    assert "nothing in" in refused(ours, asked, SimpleUploadedFile("a.csv", b"\n\n", "text/csv"))


def test_nobody_else_sends_or_maps_for_an_agency(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    other = Actor(1, "M", partnership_id=ours.pk, capacities=frozenset({"agency-lead"}))
    for act in (
        lambda: operations.receive_own_file(
            agency_return=asked, upload=workbook([HEAD]), by=other, now=NOW
        ),
        lambda: operations.keep_layout(agency_return=asked, layout=layout(owed), by=other, now=NOW),
        lambda: operations.take_own_file(agency_return=asked, by=other, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_layout_says_what_it_must(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    for said in (layout(owed, indicator=""), layout(owed, names={}), layout(owed, value=""),
                 layout(owed, has_column_a_period=True)):  # fmt: skip
        with pytest.raises(RuleBroken):
            operations.keep_layout(agency_return=asked, layout=said, by=lead_of(ours), now=NOW)


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [own_files.letters(each) for each in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    assert own_files.is_of("Q4 2024/25", 202503, "quarter")
    assert not own_files.is_of("Q4 2024/25", 202512, "quarter")
    assert own_files.is_of("2024-25", 202503, "financial")
    one = Asked(1, "a", "A")
    assert own_files.read([["x"]], Layout(indicator="x", heading_row=9), [one], 202503, "month")[1]
