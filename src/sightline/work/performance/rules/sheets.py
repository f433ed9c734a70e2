"""The spreadsheet of a return: how its template is laid out, and what was entered, cell by cell.

One row a figure, found by its code and not by its place. A cell that is wrong is named as a
spreadsheet names it, and nothing is taken from a sheet that has one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from sightline.work.performance.rules.event_days import read_days
from sightline.work.performance.rules.returns import Answer, Asked

SHEET = "Return"
HEADINGS = (
    "Code",
    "Indicator",
    "What is counted",
    "Figure",
    "How many were counted",
    "Out of how many",
    "If it is not available, why?",
    "If the figure is odd but right, what is behind it?",
    "On which days? (only where asked)",
)
LETTERS = "ABCDEFGHI"
FIRST_ROW = 3  # of figures, counted from 0: above stand the return, how to fill it in, headings
MOST_ROWS = 500
MOST_UNPACKED = 10_000_000  # bytes of all sheets: a thousand times a template
LONGEST = {"G": 300, "H": 1000}


class CellFault(NamedTuple):
    """What is wrong in one cell."""

    cell: str
    sentence: str


def read(
    rows: Sequence[Sequence[object]], reference: str, asked: Sequence[Asked]
) -> tuple[dict[int, Answer], list[CellFault]]:
    """What was entered in the rows of a sheet, and everything that is wrong with it."""
    faults = _of_the_head(rows, reference)
    if faults:
        return {}, faults
    known = {each.code: each for each in asked}
    answers: dict[int, Answer] = {}
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[FIRST_ROW:], start=FIRST_ROW + 1):
        cells = [*row, *[""] * len(HEADINGS)][: len(HEADINGS)]
        code = _text(cells[0])
        if not any(_text(each) for each in cells):
            continue
        if code not in known:
            faults.append(CellFault(f"A{number}", f"“{code[:40]}” is no code of this return"))
        elif code in seen:
            faults.append(CellFault(f"A{number}", f"“{code}” stands in row {seen[code]} already"))
        else:
            seen[code] = number
            answers[known[code].number] = _answer(known[code], cells, number, faults)
    for each in asked:
        if each.code not in seen:
            faults.append(CellFault("A", f"The row of “{each.name}” ({each.code}) is missing"))
    return answers, faults


def _of_the_head(rows: Sequence[Sequence[object]], reference: str) -> list[CellFault]:
    given = _text(rows[0][1]) if rows and len(rows[0]) > 1 else ""
    if given != reference:
        said = f"“{given[:40]}”" if given else "nothing"
        return [CellFault("B1", f"The template of this return says {reference} here, not {said}")]
    headings = [_text(each) for each in rows[FIRST_ROW - 1]] if len(rows) >= FIRST_ROW else []
    return [
        CellFault(f"{_letter(place)}{FIRST_ROW}", f"The heading here must be “{wanted}”")
        for place, wanted in enumerate(HEADINGS)
        if (headings[place] if place < len(headings) else "") != wanted
    ]


def _answer(asked: Asked, cells: Sequence[object], number: int, faults: list[CellFault]) -> Answer:
    def figure(letter: str, places: int) -> float | None:
        try:
            return _number(cells[LETTERS.index(letter)], places)
        except ValueError as wrong:
            faults.append(CellFault(f"{letter}{number}", str(wrong)))
            return None

    def words(letter: str) -> str:
        text = _text(cells[LETTERS.index(letter)])
        if len(text) > LONGEST[letter]:
            says = f"This must be {LONGEST[letter]:,} characters or fewer"
            faults.append(CellFault(f"{letter}{number}", says))
        return text

    value = figure("D", asked.decimals)
    counted, out_of = figure("E", 0), figure("F", 0)
    if asked.is_counted_out_of and value is not None:
        says = "Leave this empty: the figure is worked out from columns E and F"
        faults.append(CellFault(f"D{number}", says))
    elif not asked.is_counted_out_of and (counted is not None or out_of is not None):
        letter = "E" if counted is not None else "F"
        faults.append(CellFault(f"{letter}{number}", "Leave this empty: the figure is in column D"))
    days = _days(asked, cells[LETTERS.index("I")], number, faults)
    return Answer(value, counted, out_of, words("G"), words("H"), days)


def _days(asked: Asked, cell: object, number: int, faults: list[CellFault]) -> tuple[date, ...]:
    text = str(cell or "").strip()
    if text and asked.days_within is None:
        faults.append(CellFault(f"I{number}", "Leave this empty: no days are asked for"))
        return ()
    try:
        return read_days(text)
    except ValueError as wrong:
        faults.append(CellFault(f"I{number}", str(wrong)))
        return ()


def _number(cell: object, places: int) -> float | None:
    """A figure; a blank is None and never zero."""
    if isinstance(cell, bool):
        raise ValueError("This is true or false, not a figure")
    if isinstance(cell, date | time | timedelta):
        raise ValueError("This is a date or a time, not a figure. Format the cell as a number")
    text = _text(cell).replace(",", "")
    if not text:
        return None
    try:
        number = float(cell) if isinstance(cell, int | float) else float(text)
    except ValueError:
        raise ValueError(
            f"“{text[:40]}” is not a figure. Leave it empty and say in column G why there is none"
        ) from None
    if not math.isfinite(number):
        raise ValueError(f"“{text[:40]}” is not a figure")
    if abs(round(number, places) - number) > 1e-9 * max(1.0, abs(number)):
        raise ValueError("This must be a whole number" if not places
                         else f"This must have no more than {places} decimal places")  # fmt: skip
    return round(number, places)


def _text(cell: object) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _letter(place: int) -> str:
    return LETTERS[place]
