"""Completions of e-learning in a file of another system: read whole or not at all (R8.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sightline.foundation.errors import RuleBroken
from sightline.foundation.files.rules.sheets import read_sheet

COLUMNS = {
    "email": ("email", "email address", "e-mail"),
    "name": ("name", "full name"),
    "agency": ("agency", "organisation"),
    "completed": ("completed", "completed on", "completion date", "date completed"),
}
MOST_LINES = 5_000
ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
EARLIEST = date(2000, 1, 1)


class Faulty(RuleBroken):
    """A file that is wrong: each fault with its line. Nothing of it is kept."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        lines = len({line for line, _ in faults})
        super().__init__(
            f"Nothing was taken in: {lines} {'line is' if lines == 1 else 'lines are'} wrong. "
            "Mend the file and send it again.",
            field="upload",
        )
        self.faults = list(faults)


@dataclass(frozen=True)
class Entry:
    """One completion as a line of the file says it; `agency` is the key of one we know."""

    line: int
    email: str
    name: str
    agency: int
    completed_on: date


def table_of(content: bytes, kind: str) -> list[list[Any]]:
    """The rows of a CSV file or of the first sheet of a workbook that holds anything."""
    rows = read_sheet(content, kind).rows
    return [["" if cell is None else cell for cell in row] for row in rows]


def read(table: Sequence[Sequence[Any]], agencies: Mapping[str, int], today: date) -> list[Entry]:
    """Every completion in a table whose first row names its columns; raise `Faulty` with all that
    is wrong, line by line. `agencies` are known names, in small letters."""
    if not table:
        raise Faulty([(1, "The file is empty")])
    where = places_of(table[0], COLUMNS)
    if len(table) > MOST_LINES + 1:
        raise Faulty([(MOST_LINES + 2, f"Send at most {MOST_LINES} lines at once")])
    entries: list[Entry] = []
    faults: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(table[1:], 2):
        cells = {key: row[at] if at < len(row) else "" for key, at in where.items()}
        if not any(str(each).strip() for each in cells.values()):
            continue
        found = _entry(line, cells, agencies, today, faults)
        if found is None:
            continue
        if found.email in seen:
            faults.append((line, f"{found.email} is on line {seen[found.email]} already"))
        seen.setdefault(found.email, line)
        entries.append(found)
    if not entries and not faults:
        faults.append((2, "There is no line below the headings"))
    if faults:
        raise Faulty(faults)
    return entries


def places_of(headings: Sequence[Any], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where each column stands, by the names it may have; `Faulty` where one is missing."""
    given = [" ".join(str(each).split()).casefold() for each in headings]
    found = {
        key: next((at for at, each in enumerate(given) if each in names), -1)
        for key, names in columns.items()
    }
    missing = [key for key, at in found.items() if at < 0]
    if missing:
        raise Faulty([(1, f"There is no column called {', '.join(missing)}")])
    return found


def _entry(
    line: int, cells: Mapping[str, Any], agencies: Mapping[str, int], today: date,
    faults: list[tuple[int, str]],
) -> Entry | None:  # fmt: skip
    before = len(faults)
    email = str(cells["email"]).strip().lower()
    name = " ".join(str(cells["name"]).split())
    agency = agencies.get(" ".join(str(cells["agency"]).split()).casefold())
    completed = _day(cells["completed"])
    if not ADDRESS.fullmatch(email) or len(email) > 254:
        faults.append((line, f"“{email[:60]}” is not an email address"))
    if not name or len(name) > 200:
        faults.append((line, "Give a name of 1 to 200 letters"))
    if agency is None:
        faults.append((line, f"“{str(cells['agency'])[:60]}” is not an agency of the partnership"))
    if completed is None:
        faults.append((line, f"“{str(cells['completed'])[:30]}” is not a date such as 27/11/2026"))
    elif not EARLIEST <= completed <= today:
        faults.append((line, f"{completed:%d/%m/%Y} is in the future or before 2000"))
    if len(faults) > before or agency is None or completed is None:
        return None
    return Entry(line, email, name, agency, completed)


def _day(given: Any) -> date | None:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(str(given).strip(), form).date()
        except ValueError:
            continue
    return None
