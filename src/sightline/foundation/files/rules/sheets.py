"""The rows of a spreadsheet or CSV file that somebody keeps their work in, as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sightline.foundation.errors import RuleBroken

Cell = str | int | float | bool | date | datetime | time | timedelta | None

MOST_ROWS, MOST_COLUMNS = 5_000, 60


@dataclass(frozen=True)
class Sheet:
    """The first sheet of a file that holds anything: its rows from line 1 on, and the names of
    other sheets, which were not read. Cells that were merged all hold what was typed in them."""

    name: str
    rows: list[list[Cell]]
    others: tuple[str, ...] = ()


def read_sheet(content: bytes, kind: str, name: str = "") -> Sheet:
    """Read a file of kind `xlsx` or `csv`, of a workbook the sheet of this name or the first that
    holds anything; `RuleBroken` says why it cannot be read."""
    if kind == "csv":
        return _read_csv(content)
    if kind != "xlsx":
        raise RuleBroken("Choose an Excel file (.xlsx) or a CSV file.", field="upload")
    return _read_workbook(content, name)


def _read_workbook(content: bytes, asked: str) -> Sheet:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = list(book.sheet_names)
            if asked and asked not in names:
                raise RuleBroken(
                    f"This workbook has no sheet called “{asked[:60]}”.", field="upload"
                )
            for name in [asked] if asked else names:
                sheet = book.get_sheet_by_name(name)
                if sheet.end is None:
                    continue
                last_row, last_column = sheet.end
                _check_size(last_row + 1, last_column + 1)
                rows: list[list[Cell]] = [
                    [None if cell == "" else cell for cell in row]
                    for row in sheet.to_python(skip_empty_area=False)
                ]
                if not any(cell is not None for row in rows for cell in row):
                    continue
                _fill_merged(rows, sheet.merged_cell_ranges or ())
                return Sheet(name, rows, tuple(each for each in names if each != name))
    except CalamineError as wrong:
        raise RuleBroken(
            "This spreadsheet cannot be read. Save it again as an Excel workbook (.xlsx), without "
            "a password.",
            field="upload",
        ) from wrong
    raise RuleBroken("There is nothing in this spreadsheet.", field="upload")


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise RuleBroken(
            f"This sheet has {rows:,} rows and {columns} columns; at most {MOST_ROWS:,} and "
            f"{MOST_COLUMNS} are read. Delete empty ones, or send it in parts.",
            field="upload",
        )


def _fill_merged(
    rows: list[list[Cell]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value


def _read_csv(content: bytes) -> Sheet:
    text = _decoded(content)
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:10_000], delimiters=",;\t")
    except csv.Error:
        dialect = "excel"
    try:
        rows: list[list[Cell]] = []
        for line in csv.reader(io.StringIO(text, newline=""), dialect):
            rows.append([cell.strip() or None for cell in line])
            if len(rows) > MOST_ROWS or len(line) > MOST_COLUMNS:
                _check_size(len(rows), len(line))
    except csv.Error as wrong:
        raise RuleBroken(
            "This CSV file cannot be read. Save it again from your spreadsheet.", field="upload"
        ) from wrong
    if not any(cell is not None for row in rows for cell in row):
        raise RuleBroken("There is nothing in this file.", field="upload")
    return Sheet("", rows)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
