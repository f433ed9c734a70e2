"""An agency's own spreadsheet, as it is kept there: where its figures stand, and what they say.

Two layouts: each row is about one period (or none is named), or each period has its column. A row
is found by the agency's own name for an indicator. A cell that is wrong is named as a spreadsheet
names it, and nothing is taken from a file that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sightline.work.performance.rules.periods import MONTHS, STEP, label
from sightline.work.performance.rules.returns import Answer, Asked
from sightline.work.performance.rules.sheets import CellFault, _number, _text

LOOKED_AT = 40  # rows in which headings are looked for
SHORT = {month[:3].lower(): place for place, month in enumerate(MONTHS, start=1)}


@dataclass(frozen=True)
class Layout:
    """Where figures stand: a sheet, the row of its headings, and columns by their headings. An
    empty heading means that there is no such column."""

    sheet: str = ""
    heading_row: int = 1
    indicator: str = ""
    period: str = ""  # its column; empty where each period has a column, or none is named
    has_column_a_period: bool = False
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # by code: what the agency calls it
    out_of: Mapping[str, str] = field(default_factory=dict)  # by code: the row of its denominator

    def kept(self) -> dict[str, Any]:
        """The layout as it is remembered."""
        return asdict(self)


def letters(place: int) -> str:
    """The name of a column: A, B, ... Z, AA."""
    name = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        name = chr(65 + left) + name
    return name


def headings_of(rows: Sequence[Sequence[object]], number: int) -> dict[str, int]:
    """Columns by their headings in a row; the first of two that are alike."""
    if not 1 <= number <= len(rows):
        return {}
    found: dict[str, int] = {}
    for place, cell in enumerate(rows[number - 1]):
        if _text(cell):
            found.setdefault(_heading(cell), place)
    return found


def likely_heading_row(rows: Sequence[Sequence[object]]) -> int:
    """The first row with the most cells of words."""
    counts = [sum(isinstance(cell, str) for cell in row) for row in rows[:LOOKED_AT]]
    return counts.index(max(counts)) + 1 if counts else 1


def read(
    rows: Sequence[Sequence[object]], layout: Layout, asked: Sequence[Asked], period: int, kind: str
) -> tuple[dict[int, Answer], list[CellFault]]:
    """The answers that a sheet gives for a period, and everything that is wrong with it."""
    columns = headings_of(rows, layout.heading_row)
    wanted = [layout.indicator, layout.period, layout.numerator, layout.denominator]
    wanted += [] if layout.has_column_a_period else [layout.value]
    gone = [name for name in wanted if name and name not in columns]
    row = str(layout.heading_row)
    if gone or layout.indicator not in columns:
        said = "; ".join(f"“{name[:40]}”" for name in gone) or "the indicators"
        return {}, [CellFault(f"row {row}", f"No column is headed {said} here")]
    value = columns.get(layout.value)
    if layout.has_column_a_period:
        places = [place for name, place in columns.items() if is_of(name, period, kind)]
        if len(places) != 1:
            return {}, [CellFault(f"row {row}", _which(columns, period, kind, len(places)))]
        value = places[0]
    return _Reading(rows, layout, columns, value, period, kind).answers(asked)


def _which(columns: Iterable[str], period: int, kind: str, found: int) -> str:
    wanted = label(period, kind)
    if found:
        return f"{found} columns are about {wanted}"
    return f"No column is about {wanted}. There are: {', '.join(columns)[:200]}"


class _Reading:
    """One sheet being read for one period."""

    def __init__(
        self, rows: Sequence[Sequence[object]], layout: Layout, columns: Mapping[str, int],
        value: int | None, period: int, kind: str,
    ) -> None:  # fmt: skip
        self.rows, self.layout, self.columns, self.value = rows, layout, columns, value
        self.faults: list[CellFault] = []
        self.periods: set[str] = set()
        self.found = self._rows_by_name(period, kind)

    def answers(self, asked: Sequence[Asked]) -> tuple[dict[int, Answer], list[CellFault]]:
        """What stands there for each indicator that the agency gave a name for."""
        answers = {}
        for each in asked:
            name = self.layout.names.get(each.code, "")
            if not name:
                continue
            at = self._row(name)
            if at is not None:
                answers[each.number] = self._answer(each, at)
        return answers, self.faults

    def _rows_by_name(self, period: int, kind: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        at = self.columns.get(self.layout.period)
        for number, row in enumerate(self.rows[self.layout.heading_row :]):
            name = _name(_cell(row, self.columns[self.layout.indicator]))
            if not name:
                continue
            if at is not None and not self.layout.has_column_a_period:
                self.periods.add(_text(_shown(_cell(row, at))))
                if not is_of(_cell(row, at), period, kind):
                    continue
            found.setdefault(name, []).append(self.layout.heading_row + number)
        if at is not None and self.periods and not found:
            there = ", ".join(sorted(self.periods))[:200]
            says = f"No row is about {label(period, kind)}. There are: {there}"
            self.faults.append(CellFault(f"column {letters(at)}", says))
        return found

    def _row(self, name: str) -> int | None:
        places = self.found.get(_name(name), [])
        column = letters(self.columns[self.layout.indicator])
        if not places and self.found:
            self.faults.append(CellFault(f"column {column}", f"No row is called “{name[:60]}”"))
        if len(places) > 1:
            where = ", ".join(str(place + 1) for place in places[:5])
            says = f"“{name[:60]}” stands in rows {where}: one is asked for"
            self.faults.append(CellFault(f"{column}{places[1] + 1}", says))
        return places[0] if places else None

    def _answer(self, each: Asked, at: int) -> Answer:
        if not each.is_counted_out_of:
            return Answer(value=self._figure(at, self.value, each.decimals))
        other = self.layout.out_of.get(each.code, "")
        if other:
            of = self._row(other)
            return Answer(
                numerator=self._figure(at, self.value, 0),
                denominator=None if of is None else self._figure(of, self.value, 0),
            )
        return Answer(
            numerator=self._figure(at, self.columns.get(self.layout.numerator), 0),
            denominator=self._figure(at, self.columns.get(self.layout.denominator), 0),
        )

    def _figure(self, row: int, column: int | None, places: int) -> float | None:
        if column is None:
            self.faults.append(CellFault(f"row {row + 1}", "No column was chosen for this figure"))
            return None
        cell, where = _cell(self.rows[row], column), f"{letters(column)}{row + 1}"
        text = _text(cell)
        if text.startswith(("=", "#")):
            says = "This is a formula or an error of one. Paste the figure itself (values only)"
            self.faults.append(CellFault(where, says))
            return None
        try:
            return _number(cell, places)
        except ValueError as wrong:
            self.faults.append(CellFault(where, str(wrong).split(". Leave it")[0]))
            return None


def is_of(cell: object, period: int, kind: str) -> bool:
    """Whether a cell names a period: by a day or month in it, or by one of its usual names."""
    if isinstance(cell, date):
        return _is_in(cell.year * 100 + cell.month, period, kind)
    text = _text(cell).lower()
    if text == label(period, kind).lower():
        return True
    quarter = re.fullmatch(r"q(?:uarter )?([1-4])[ ,]*(\d{4})[-/](?:20)?(\d{2})", text)
    if quarter:
        last = 3 + int(quarter[1]) * 3
        year = int(quarter[2]) + (last > 12)
        return kind == "quarter" and period == year * 100 + (last - 12 if last > 12 else last)
    month = _month_of(text)
    return month is not None and _is_in(month, period, kind)


def _month_of(text: str) -> int | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-\d{2})?(?: 00:00:00)?", text)
    if found:
        return int(found[1]) * 100 + int(found[2])
    found = re.fullmatch(r"\d{1,2}[/.](\d{1,2})[/.](\d{4})", text)
    if found:
        return int(found[2]) * 100 + int(found[1])
    found = re.fullmatch(r"(?:\d{1,2} )?([a-z]{3})[a-z]*[ -](\d{4})", text)
    if found and found[1] in SHORT:
        return int(found[2]) * 100 + SHORT[found[1]]
    return None


def _is_in(month: int, period: int, kind: str) -> bool:
    """Whether a month lies in a period, which is kept by the month it ends in."""
    back = (period // 100 - month // 100) * 12 + period % 100 - month % 100
    return 0 <= back < STEP[kind]


def _cell(row: Sequence[object], place: int) -> object:
    return row[place] if place < len(row) else None


def _shown(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def _heading(cell: object) -> str:
    return _text(_shown(cell))[:100]


def _name(cell: object) -> str:
    return _text(cell).casefold()
