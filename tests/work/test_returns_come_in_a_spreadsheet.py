"""The spreadsheet of a return: made for one agency and period, taken whole or not at all, with what
is wrong told by cell; hostile files get a clear answer (R9.1)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import appointed, wakefield
from clients import Visitor
from foundation import hostile_files as hostile
from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.models import StoredFile
from sightline.foundation.files.store import every_hash
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import AgencyReturn, Indicator, ReturnLine
from sightline.work.performance.rules.returns import Answer
from sightline.work.performance.rules.sheets import HEADINGS
from work.test_returns_are_filled_in_and_sealed import lead_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
Rows = list[list[Any]]


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


def filled(asked: AgencyReturn, owed: dict[str, Indicator]) -> Rows:
    """The rows of a template in which everything is right."""
    answers = made.good(owed)
    rows: Rows = [["Return", asked.record.reference], ["How"], list(HEADINGS)]
    for each in owed.values():
        answer = answers[each.pk]
        rows.append([each.code, each.name, "", answer.value, answer.numerator, answer.denominator,
                     "", ""])  # fmt: skip
    return rows


def workbook(rows: Rows, name: str = "Return", more: Callable[[Any, Any], None] | None = None):  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "d mmm yyyy"}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
        if more is not None:
            more(book, sheet)
    return SimpleUploadedFile("return.xlsx", out.getvalue())


def send(ours: Partnership, asked: AgencyReturn, upload: SimpleUploadedFile) -> list[Any]:
    return operations.send_spreadsheet(
        agency_return=asked, upload=upload, by=lead_of(ours), now=NOW
    )


def test_what_is_right_is_taken_into_the_draft_and_the_file_kept(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    assert send(ours, asked, workbook(filled(asked, owed))) == []
    assert queries.answers_of(asked) == made.good(owed)
    asked.refresh_from_db()
    assert asked.sent_file is not None
    assert asked.sent_file.original_name == "return.xlsx"
    assert asked.state == "open"  # it is sealed by the person, not by the file


@pytest.mark.parametrize(
    ("row", "column", "value", "cell", "says"),
    [
        (3, 3, "about 100", "D4", "is not a figure"),
        (3, 3, date(2025, 9, 1), "D4", "is a date or a time"),
        (3, 3, True, "D4", "true or false"),
        (3, 3, 1.5, "D4", "whole number"),
        (3, 4, 5, "E4", "Leave this empty"),
        (6, 3, 90, "D7", "worked out from columns E and F"),
        (6, 5, "100 or so", "F7", "is not a figure"),
        (4, 0, "made-up", "A5", "is no code of this return"),
        (4, 0, "contacts", "A5", "stands in row 4 already"),
        (0, 1, "RET-2019-001", "B1", "RET-2025-001"),
        (2, 3, "Value", "D3", "The heading here must be “Figure”"),
        (3, 6, "x" * 301, "G4", "300 characters"),
    ],
)
def test_what_is_wrong_is_told_by_cell_and_nothing_is_taken(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator], row: int, column: int,
    value: object, cell: str, says: str,
) -> None:  # fmt: skip
    rows = filled(asked, owed)
    rows[row][column] = value
    faults = send(ours, asked, workbook(rows))
    assert says in dict(faults)[cell]
    assert not ReturnLine.objects.exists()
    assert not StoredFile.objects.exists()
    assert list(every_hash()) == []


def test_a_blank_is_not_zero_and_a_missing_row_is_missed(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    rows = filled(asked, owed)
    rows[3][3] = None
    rows[3][6] = "Our system cannot tell"
    assert send(ours, asked, workbook(rows)) == []
    assert queries.answers_of(asked)[owed[made.CONTACTS].pk] == Answer(
        reason="Our system cannot tell"
    )
    [fault] = send(ours, asked, workbook(rows[:-1]))
    assert f"“{made.EXPLOITED}”" in fault.sentence


def test_rows_may_be_sorted_and_figures_written_with_commas(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    rows = filled(asked, owed)
    rows[3][3] = "1,100"
    assert send(ours, asked, workbook([*rows[:3], *reversed(rows[3:])])) == []
    assert queries.answers_of(asked)[owed[made.CONTACTS].pk].value == 1100


def fifty_sheets(book: Any, sheet: Any) -> None:
    for number in range(50):
        book.add_worksheet(f"More {number}")


def formulas(book: Any, sheet: Any) -> None:
    sheet.write_formula(3, 3, "=SUM(D5:D6)", None, 100)


def merged(book: Any, sheet: Any) -> None:
    sheet.merge_range(3, 3, 4, 3, 100, book.add_format({"bold": True}))


@pytest.mark.parametrize("more", [fifty_sheets, formulas])
def test_other_sheets_and_formulas_do_no_harm(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator], more: Any
) -> None:
    """A formula counts as what it last came to; only the sheet of the return is read."""
    assert send(ours, asked, workbook(filled(asked, owed), more=more)) == []
    assert queries.answers_of(asked)[owed[made.CONTACTS].pk].value == 100


def test_a_merged_cell_fills_its_first_row_alone(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    assert send(ours, asked, workbook(filled(asked, owed), more=merged)) == []
    answers = queries.answers_of(asked)
    assert answers[owed[made.BY_POLICE].pk].is_empty  # to be told as missing when it is checked


def padded(upload: SimpleUploadedFile) -> SimpleUploadedFile:
    """A sheet with a million rows that hold nothing."""
    empty = b"".join(b'<row r="%d"/>' % n for n in range(600, 1_000_600))
    part = {"xl/worksheets/sheet2.xml": b"<worksheet><sheetData>" + empty + b"</sheetData>"
            b"</worksheet>"}  # fmt: skip
    return SimpleUploadedFile("return.xlsx", hostile.with_parts(upload.read(), part))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda good: SimpleUploadedFile("return.csv", b"Code,Figure\n"), "Excel workbook"),
        (lambda good: SimpleUploadedFile("return.xlsx", b""), "empty"),
        (lambda good: SimpleUploadedFile("return.xlsx", hostile.word()), "another kind of file"),
        (lambda good: SimpleUploadedFile("return.xlsx", good.read()[:900]), "damaged"),
        (lambda good: SimpleUploadedFile("return.xlsx", hostile.with_parts(
            good.read(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})), "macros"),
        (lambda good: workbook([["Return"]], "Sheet1"), "no sheet called"),
        (padded, "far more"),
    ],
)  # fmt: skip
def test_hostile_files_get_a_clear_answer(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator], make: Any, says: str
) -> None:
    with pytest.raises(RuleBroken, match=says):
        send(ours, asked, make(workbook(filled(asked, owed))))
    assert not ReturnLine.objects.exists()
    assert list(every_hash()) == []


def test_the_template_is_made_for_the_return_locked_and_comes_back(
    ours: Partnership, asked: AgencyReturn, owed: dict[str, Indicator]
) -> None:
    lead = Visitor(appointed(ours, "lead-swypft").person)
    manager = Visitor(appointed(ours, "business-manager").person)
    where = f"/data-set/returns/{asked.record.reference}"
    manager.get(f"{where}/template", status=403)
    operations.save_return(agency_return=asked, answers=made.good(owed), by=lead_of(ours), now=NOW)
    content = lead.ask("get", f"{where}/template").streamed
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("Return").to_python(skip_empty_area=False)
    assert rows[0][1] == asked.record.reference
    assert tuple(rows[2]) == HEADINGS
    assert {row[0] for row in rows[3:]} == {each.code for each in owed.values()}
    ReturnLine.objects.update(value=None)
    upload = SimpleUploadedFile("return.xlsx", content)
    led = lead.post(f"{where}/send", {"upload": upload}, status=302)
    assert led == f"{where}/submit"
    assert queries.answers_of(asked) == made.good(owed)
    wrong = filled(asked, owed)
    wrong[3][3] = "lots"
    page = lead.post(f"{where}/send", {"upload": workbook(wrong)})
    assert "One cell is wrong: nothing was taken" in page
    assert "D4" in page
