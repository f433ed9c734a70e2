"""Reading an agency's chronology from its spreadsheet, cell by cell (R6.2). Pure Python."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sightline.work.reviews.rules.rapid_review import THEMES, Happening

FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "happened_on": ("Date", ("date", "date of event", "day", "when", "date of contact")),
    "about_when": ("Time", ("time", "time of event", "how exact")),
    "what": (
        "What happened",
        ("what happened", "event", "details", "detail", "description", "significant event",
         "details of event", "contact"),
    ),
    "response": (
        "What the agency did",
        ("what the agency did", "response", "action", "action taken", "agency response", "outcome"),
    ),
    "theme": ("Kind of event", ("kind of event", "kind", "theme", "category", "type")),
    "child_seen": ("Child seen", ("child seen", "was the child seen", "child seen?", "seen")),
}  # fmt: skip
"""What a column is read for, and the headings under which agencies keep it."""

NEEDED = ("happened_on", "what")
HEADED_WITHIN = 20
LONGEST = {"about_when": 60, "what": 4000, "response": 4000}
EARLIEST = date(1900, 1, 1)
SEEN = {
    "yes": "seen", "y": "seen", "seen": "seen", "no": "not-seen", "n": "not-seen",
    "not seen": "not-seen", "": "not-said", "not recorded": "not-said", "not known": "not-said",
    "unknown": "not-said",
}  # fmt: skip
WRITTEN = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
KINDS = {words.casefold(): key for key, words in THEMES.items()} | {key: key for key in THEMES}


@dataclass(frozen=True)
class Line:
    """One line as it was read: the event it enters, or what is wrong in which cell."""

    number: int
    event: Happening | None
    errors: tuple[tuple[str, str], ...] = ()
    """The cell as a spreadsheet names it, such as B7, and what is wrong there."""


@dataclass(frozen=True)
class Reading:
    """A spreadsheet as it would be brought in."""

    heading: int = 0
    lines: list[Line] = field(default_factory=list)
    missing: tuple[str, ...] = ()

    @property
    def wrong(self) -> list[Line]:
        return [one for one in self.lines if one.errors]

    @property
    def events(self) -> list[Happening]:
        return [one.event for one in self.lines if one.event is not None]


def read(rows: Sequence[Sequence[Any]], today: date) -> Reading:
    """Read the rows of a sheet: the line of headings, and each line below that holds anything."""
    heading, columns = _headings(rows)
    missing = tuple(FIELDS[name][0] for name in NEEDED if name not in columns)
    if missing:
        return Reading(heading, [], missing)
    lines = [
        _line(number, row, columns, today)
        for number, row in enumerate(rows[heading:], start=heading + 1)
        if any(_words(cell) for cell in row)
    ]
    return Reading(heading, lines)


def _headings(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:HEADED_WITHIN], start=1):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            words = " ".join(_words(cell).casefold().split()).rstrip(":")
            for name, (_, known) in FIELDS.items():
                if words in known and name not in found:
                    found[name] = at
        if len(found) > len(best[1]):
            best = number, found
    return best


def _line(number: int, row: Sequence[Any], columns: Mapping[str, int], today: date) -> Line:
    cells = {name: row[at] if at < len(row) else None for name, at in columns.items()}
    wrong: list[tuple[str, str]] = []

    def refuse(name: str, sentence: str) -> None:
        wrong.append((f"{column(columns[name])}{number}", sentence))

    on = day(cells["happened_on"])
    if on is None:
        refuse("happened_on", "Enter a date, such as 31/03/2026.")
    elif on > today:
        refuse("happened_on", "The day must not be in the future.")
    elif on < EARLIEST:
        refuse("happened_on", "The day must be after 1900.")
    told = {name: _words(cells.get(name)) for name in LONGEST}
    if len(told["what"]) < 5:
        refuse("what", "Say what happened, in 5 characters or more.")
    for name, most in LONGEST.items():
        if len(told[name]) > most:
            refuse(name, f"Shorten it to {most:,} characters or fewer.")
    theme = KINDS.get(_words(cells.get("theme")).casefold() or "other")
    if theme is None:
        refuse("theme", f"Use one of: {', '.join(THEMES.values())}. Or leave it empty.")
    seen = SEEN.get(_words(cells.get("child_seen")).casefold())
    if seen is None:
        refuse("child_seen", "Use yes, no or not recorded. Or leave it empty.")
    if wrong or on is None or theme is None or seen is None:
        return Line(number, None, tuple(wrong))
    return Line(
        number, Happening(on, told["about_when"], told["what"], told["response"], theme, seen)
    )


def day(cell: Any) -> date | None:
    """A date of a spreadsheet: a real one, or words as people in England write it, the day before
    the month. A number alone, and a month without its day, is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", _words(cell))
    for pattern in WRITTEN:
        try:
            return datetime.strptime(words, pattern).date()
        except ValueError:
            continue
    return None


def column(at: int) -> str:
    """The letters by which a spreadsheet names a column, counted from 0: A, Z, AA."""
    letters = ""
    at += 1
    while at:
        at, left = divmod(at - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
