"""Reading the spreadsheet of actions that people have kept until today (R3.7). Pure Python."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "what": ("What is to be done", (
        "what is to be done", "action", "actions", "agreed action", "action required", "task",
        "action agreed", "what",
    )),
    "owner": ("Who does it", (
        "who does it", "owner", "action owner", "lead", "lead officer", "responsible",
        "responsibility", "person responsible", "by whom", "who", "assigned to",
    )),
    "agency": ("Agency", ("agency", "lead agency", "organisation", "partner", "service")),
    "body": ("Group", (
        "group", "body", "board", "meeting", "sub group", "subgroup", "sub-group", "owned by",
    )),
    "due_on": ("By when", (
        "by when", "due", "due date", "deadline", "target date", "timescale", "when", "date due",
        "completion date", "target",
    )),
    "detail": ("More about it", (
        "more about it", "detail", "details", "notes", "comments", "update", "progress",
        "latest update", "description",
    )),
    "status": ("State", ("state", "status", "rag", "complete", "completed", "open or closed")),
}  # fmt: skip
"""What a line is read for, and the headings under which people keep it."""

NEEDED = ("what", "due_on")
HEADED_WITHIN = 20  # lines above the headings: titles, dates, a logo
LONGEST = 300
CLOSED = frozenset(
    {"complete", "completed", "closed", "done", "finished", "yes", "blue", "c", "discharged"}
)
"""What people write where an action is over."""


@dataclass(frozen=True)
class Known:
    """Who and what a line may name, by its words in small letters; and what is entered already."""

    people: Mapping[str, Sequence[int]]
    agencies: Mapping[str, str]
    bodies: Mapping[str, str]
    entered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    usual_body: str = ""


@dataclass
class Line:
    """One line as it was read: what it would enter, what is wrong with it, what to know of it."""

    number: int
    what: str = ""
    detail: str = ""
    owner_id: int | None = None
    owner_name: str = ""
    agency: str = ""
    body: str = ""
    due_on: date | None = None
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: str = ""

    @property
    def is_entered(self) -> bool:
        """Whether this line becomes an action."""
        return not self.errors and not self.left_out


def find_headings(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """Find the line of headings and which column each field stands in: the line that names most,
    among the first twenty. Line 0 means that none was found."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:HEADED_WITHIN], 1):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            word = plain(cell)
            for name, (_, headings) in FIELDS.items():
                if word in headings and name not in found:
                    found[name] = column
                    break
        if len(found) > len(best[1]):
            best = (number, found)
    return best


def read_lines(
    rows: Sequence[Sequence[Any]], heading: int, columns: Mapping[str, int], known: Known
) -> list[Line]:
    """Read every line below the headings that holds anything. Each error is a sentence that says
    what to mend; a line that is over or entered already is left out, and says so."""
    found: list[Line] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows[heading:], heading + 1):
        cells = {name: row[at] if at < len(row) else None for name, at in columns.items()}
        if all(_text(cell) == "" for cell in cells.values()):
            continue
        line = _read(number, cells, known)
        key = (line.body, line.what.lower())
        if not line.left_out and not line.errors:
            if key in known.entered:
                line.left_out = f"Entered already as {known.entered[key]}"
            elif key in seen:
                line.left_out = f"The same as line {seen[key]}"
        seen.setdefault(key, number)
        found.append(line)
    return found


def _read(number: int, cells: Mapping[str, Any], known: Known) -> Line:
    line = Line(number)
    if plain(cells.get("status")) in CLOSED or plain(cells.get("status")).startswith("complete"):
        line.what = _text(cells.get("what"))[:LONGEST]
        line.left_out = "It is over: what is over stays in your spreadsheet"
        return line
    _read_words(line, cells)
    _read_owner(line, cells, known)
    _read_body(line, cells, known)
    line.due_on, wrong = read_day(cells.get("due_on"))
    if wrong:
        line.errors.append(wrong)
    return line


def _read_words(line: Line, cells: Mapping[str, Any]) -> None:
    what, detail = _text(cells.get("what")), _text(cells.get("detail"))
    if len(what) < 5:
        line.errors.append("It does not say what is to be done")
    if len(what) > LONGEST:
        short = what[: LONGEST - 1].rsplit(" ", 1)[0]
        detail = f"{what}\n\n{detail}".strip()
        what = f"{short}…"
        line.notes.append("Longer than 300 characters: all of it is kept as the detail")
    line.what, line.detail = what, detail[:5000]
    if len(detail) > 5000:
        line.errors.append("The detail is longer than 5,000 characters: shorten it")


def _read_owner(line: Line, cells: Mapping[str, Any], known: Known) -> None:
    name, agency = _text(cells.get("owner")), _text(cells.get("agency"))
    if agency:
        line.agency = known.agencies.get(agency.lower(), "")
        if not line.agency:
            line.errors.append(f"“{agency}” is no agency of this partnership")
    people = known.people.get(name.lower(), ())
    if len(people) == 1:
        line.owner_id, line.owner_name = people[0], name
    elif len(people) > 1:
        line.errors.append(f"Two people are called {name}: enter this one by hand")
    elif name.lower() in known.agencies and not line.agency:
        line.agency = known.agencies[name.lower()]
    elif name:
        line.owner_name = name[:200]
        line.notes.append(f"{name} holds no place here: kept as a name, and not reminded")
    elif not agency:
        line.errors.append("Nobody does it: name a person or an agency")


def _read_body(line: Line, cells: Mapping[str, Any], known: Known) -> None:
    body = _text(cells.get("body"))
    line.body = known.bodies.get(body.lower(), "") if body else known.usual_body
    if body and not line.body:
        line.errors.append(f"“{body}” is no group of this partnership")
    elif not line.body:
        line.errors.append("It belongs to no group: name one, or choose one for all lines")


DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]+([A-Za-z]{3,9})\.?,?[ \-]+(\d{4}|\d{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_day(cell: Any) -> tuple[date | None, str]:
    """Settle which day a cell names, day before month as in England, or say what is wrong."""
    if isinstance(cell, datetime):
        return _checked(cell.date(), cell.date().isoformat())
    if isinstance(cell, date):
        return _checked(cell, cell.isoformat())
    typed = _text(cell)
    if not typed:
        return None, "There is no day by which it is due"
    if isinstance(cell, int | float):
        return None, f"{typed} is a number and no date: format the column as dates"
    for pattern, order in ((DAY_FIRST, (2, 1, 0)), (YEAR_FIRST, (0, 1, 2)), (NAMED, (2, 1, 0))):
        if match := pattern.fullmatch(typed):
            year, month, day = (match.groups()[at] for at in order)
            return _from_parts(year, month, day, typed)
    return None, f"“{typed[:40]}” is no date such as 31 March 2027"


def _from_parts(year: str, month: str, day: str, typed: str) -> tuple[date | None, str]:
    if not month.isdigit():
        if month[:3].lower() not in MONTHS:
            return None, f"“{typed}” names no month"
        month = str(MONTHS.index(month[:3].lower()) + 1)
    whole = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return _checked(date(whole, int(month), int(day)), typed)
    except ValueError:
        return None, f"“{typed}” is no day of the calendar"


def _checked(day: date, typed: str) -> tuple[date | None, str]:
    if not 2000 <= day.year <= 2100:
        return None, f"Check the year of {typed}"
    return day, ""


def plain(cell: Any) -> str:
    """A heading or a state as it is compared: small letters, one space, no mark at its end."""
    return re.sub(r"[\s_]+", " ", _text(cell)).strip(" :?*.").lower()


def _text(cell: Any) -> str:
    if cell is None or isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
