"""The same list as a file: CSV and XLSX, marked, with notes, and safe to open in a spreadsheet.

A cell that begins like a formula is what a person typed, not a formula: in CSV it gets an
apostrophe in front, in XLSX it is stored as text. Files are built inside the request, because the
database answers nobody after it, and on disk, because a list may be long.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

from sightline.foundation.govuk.words import moment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
IN_MEMORY = 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """What an export holds: headings and rows, and what its reader must know."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    partnership: str = ""
    marking: str = ""
    made_at: datetime | None = None
    notes: Sequence[tuple[str, str]] = field(default_factory=tuple)


def csv_response(sheet: Sheet) -> FileResponse:
    """The list as CSV: a row with marking and title, a row of headings, then the rows."""
    stored: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - sent, then closed
    text = io.TextIOWrapper(stored, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([safe_cell(each) for each in _first_row(sheet)])
    writer.writerow([safe_cell(heading) for heading in sheet.headings])
    for row in sheet.rows:
        writer.writerow([safe_cell(value) for value in row])
    text.flush()
    text.detach()
    return _download(stored, sheet, "csv", "text/csv; charset=utf-8")


def xlsx_response(sheet: Sheet) -> FileResponse:
    """The list as a workbook: a sheet of rows and a sheet of notes."""
    stored: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - sent, then closed
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(stored, options) as book:
        book.set_properties(
            {"title": sheet.title, "company": sheet.partnership, "category": sheet.marking}
        )
        _write_rows(book, sheet)
        _write_notes(book, sheet)
    return _download(stored, sheet, "xlsx", XLSX)


def safe_cell(value: Any) -> str:
    """A value as CSV text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, datetime):
        return _wall_clock(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


def _write_rows(book: Any, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"bold": True})
    dates = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
    moments = book.add_format({"num_format": "d mmm yyyy hh:mm", "align": "left"})
    page = book.add_worksheet(_sheet_name(sheet.title))
    page.set_column(0, max(0, len(sheet.headings) - 1), 22)
    page.freeze_panes(2, 0)
    page.repeat_rows(1)
    if sheet.marking:
        page.set_header(f"&C{sheet.marking}")
        page.set_footer(f"&L{sheet.partnership.replace('&', '&&')}&C{sheet.marking}&RPage &P of &N")
    for column, value in enumerate(_first_row(sheet)):
        page.write_string(0, column, value, plain)
    for column, heading in enumerate(sheet.headings):
        page.write_string(1, column, heading, bold)
    for number, row in enumerate(sheet.rows, start=2):
        for column, value in enumerate(row):
            _write_cell(page, number, column, value, dates, moments)


def _write_cell(page: Any, row: int, column: int, value: Any, dates: Any, moments: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(row, column, "Yes" if value else "No")
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, _wall_clock(value), moments)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, dates)
    elif isinstance(value, time):
        page.write_string(row, column, value.isoformat("minutes"))
    else:
        page.write_string(row, column, str(value)[:32_767])


def _write_notes(book: Any, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    notes = book.add_worksheet("Notes")
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 90)
    made = [("Made on", moment(sheet.made_at))] if sheet.made_at else []
    facts = [
        ("Title", sheet.title),
        ("Partnership", sheet.partnership),
        ("Marking", sheet.marking),
        *made,
        *sheet.notes,
    ]
    for row, (name, text) in enumerate(fact for fact in facts if fact[1]):
        notes.write_string(row, 0, name, bold)
        notes.write_string(row, 1, text, wrapped)


def _first_row(sheet: Sheet) -> list[str]:
    made = f"Made on {moment(sheet.made_at)}" if sheet.made_at else ""
    return [each for each in (sheet.marking, sheet.title, sheet.partnership, made) if each]


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Rows"


def _wall_clock(value: datetime) -> datetime:
    return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value


def _download(stored: IO[bytes], sheet: Sheet, ending: str, kind: str) -> FileResponse:
    stored.seek(0)
    name = re.sub(r"[^a-z0-9]+", "-", sheet.title.lower()).strip("-") or "list"
    marked = f"{sheet.marking}-{name}" if sheet.marking else name
    answer = FileResponse(
        stored, as_attachment=True, filename=f"{marked}.{ending}", content_type=kind
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
