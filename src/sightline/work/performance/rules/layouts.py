"""Files as they come: which layout a file has, and its cells line by line.

Three layouts are known: figures as the Department for Education publishes them (one measure a
column, columns in any order), its table of statistical neighbours (2021 and 2025), and the
dictionary of its local authority tool. A symbol is kept as what it is and is never zero.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from sightline.work.performance.rules.met import REMEMBERED, Measured, Met
from sightline.work.performance.rules.periods import read_period

SYMBOLS = {
    "c": "hidden by the publisher to protect people",
    "z": "does not apply",
    "x": "not available",
    "u": "too unreliable to be shown",
    "": "left blank by the publisher",
}
PLACE_COLUMNS = {
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name", "ward_code",
    "ward_name", "locality_code", "locality_name",
}  # fmt: skip
LEVELS = {
    "national": "country", "regional": "region", "local authority": "authority", "ward": "ward",
    "locality": "locality",
}  # fmt: skip
CODES = {
    "country": r"[A-Z]\d{8}", "region": r"[A-Z]\d{8}", "authority": r"\d{3}|[A-Z]\d{8}",
    "ward": r"[A-Z]\d{8}", "locality": r"\d{3}-[A-Z0-9]{1,8}",
}  # fmt: skip
COLUMN_OF_CODE = {"ward": "ward_code", "locality": "locality_code"}
SAMPLE = 400
MOST_MEASURES = 2_000
LONGEST = 16  # digits of a whole number that is copied as it stands


class Place(NamedTuple):
    """A place a figure is about. Authorities go by their three-digit code, which stays when the
    statistical code changes; wards by their statistical code."""

    code: str
    kind: str
    name: str
    ons_code: str
    region_code: str
    part_of_code: str = ""  # of a ward or locality: its authority


class Fault(NamedTuple):
    """What is wrong, and where: the line as a spreadsheet numbers it, and the column's heading."""

    line: int
    column: str
    sentence: str


def recognise(headings: Sequence[str]) -> str:
    """Which layout a file has by its headings: figures, definitions, neighbours-2021 or
    neighbours-2025. Raises ValueError with a sentence that says what is missing."""
    names = {plain(each) for each in headings}
    if {"measure_code", "polarity", "measure"} <= names:
        return "definitions"
    if {"la num", "sn1", "snp"} <= names:
        return "neighbours-2021"
    if {"old_la_code", "sn_1", "sn_1p"} <= names:
        return "neighbours-2025"
    missing = sorted({"time_period", "time_identifier", "geographic_level"} - names)
    if missing:
        raise ValueError(
            "This is no file of figures as the Department for Education publishes them: it has no "
            f"column “{missing[0]}”. Send the file as you downloaded it, unchanged."
        )
    repeated = sorted({each for each in headings if headings.count(each) > 1 and each.strip()})
    if repeated:
        raise ValueError(f"Two columns are headed “{repeated[0]}”. Rename or remove one.")
    return "figures"


@dataclass
class FigureReader:
    """Reads the lines of a file of figures; what it met on the way stays in its lists."""

    headings: Sequence[str]
    latest_period: int  # a later one cannot have been counted yet
    measures: list[tuple[str, str, str]] = field(default_factory=list)  # category, column, kind
    places: list[Place] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: int = 0
    most_faults: int = 50

    def copied(self, rows: Iterable[Sequence[str]]) -> Iterator[str]:
        """Every figure as a line of text that PostgreSQL copies: the line of the file, measure and
        place as numbers in the order of their first sight, period, value, symbol. A line that is
        wrong gives a fault and no figure. A million of them are made here, so that whatever is the
        same from line to line is looked up and not worked out again."""
        names = [plain(each) for each in self.headings]
        known = {name: place for place, name in enumerate(names) if name in PLACE_COLUMNS}
        rows = iter(rows)
        sample = list(islice(rows, SAMPLE))
        others = [each for each, name in enumerate(names) if name and name not in PLACE_COLUMNS]
        words = [each for each in others if not _is_measure(sample, each)]
        columns = [(each, self.headings[each].strip()) for each in others if each not in words]
        met = Met(tuple(known.values()), tuple(words))
        for number, row in enumerate(chain(sample, rows), start=2):
            if not any(row):
                continue
            self.lines += 1
            if len(self.faults) >= self.most_faults:
                return
            found = met.where.get(met.key_of(row)) if len(row) == len(names) else None
            if found is None:
                found = self._met(met, number, row, known)
            if found is not None:
                at, period, kind = found
                yield self._figures(met.measures_of(row, kind, len(columns)), number, row,
                                    f"\t{at}\t{period}\t", columns)  # fmt: skip
            if len(self.measures) > MOST_MEASURES:
                self._fault(number, "", f"More than {MOST_MEASURES:,} measures: this is no table")
                return

    def _met(
        self, met: Met, number: int, row: Sequence[str], known: dict[str, int]
    ) -> tuple[int, int, str] | None:
        """Where and when a line is about, remembered for the lines that begin alike."""
        found = self._of_line(number, row, known)
        if found is None:
            return None
        place, period, kind = found
        at = met.places.setdefault(place, len(met.places))
        if at == len(self.places):
            self.places.append(place)
        if len(met.where) >= REMEMBERED:
            met.where.clear()
        met.where[met.key_of(row)] = (at, period, kind)
        return at, period, kind

    def _figures(
        self, measured: Measured, number: int, row: Sequence[str], where: str,
        columns: Sequence[tuple[int, str]],
    ) -> str:  # fmt: skip
        """The figures of one line."""
        parts = []
        for spot, (each, heading) in enumerate(columns):
            text = row[each]
            if text.isdecimal() and text.isascii() and len(text) < LONGEST:
                shown, symbol = text, ""
            else:
                value, found = self._figure(number, heading, text)
                if found is None:
                    continue
                shown, symbol = "\\N" if value is None else repr(value), found
            which = measured.numbers[spot]
            if which is None:
                which = measured.numbers[spot] = len(self.measures)
                self.measures.append((measured.category, heading, measured.kind))
            parts.append(f"{number}\t{which}{where}{shown}\t{symbol}\n")
        return "".join(parts)

    def _of_line(
        self, number: int, row: Sequence[str], known: dict[str, int]
    ) -> tuple[Place, int, str] | None:
        if len(row) != len(self.headings):
            wanted = len(self.headings)
            self._fault(number, "", f"This line has {len(row)} cells where {wanted} are headed")
            return None

        def cell(name: str) -> str:
            return row[known[name]].strip() if name in known else ""

        try:
            period, kind = read_period(cell("time_period"), cell("time_identifier"))
        except ValueError as wrong:
            self._fault(number, "time_period", str(wrong))
            return None
        if period > self.latest_period:
            self._fault(number, "time_period", f"“{cell('time_period')}” lies in the future")
            return None
        level = LEVELS.get(cell("geographic_level").lower())
        if level is None:
            text = cell("geographic_level")
            self._fault(number, "geographic_level", f"“{text}” is not a level Sightline knows")
            return None
        place = _place(level, cell)
        if not re.fullmatch(CODES[level], place.code):
            column = COLUMN_OF_CODE.get(level, "old_la_code")
            self._fault(number, column, f"“{place.code}” is not the code of a place")
            return None
        if level in COLUMN_OF_CODE and not re.fullmatch(r"\d{3}", place.part_of_code):
            self._fault(number, "old_la_code", "A part of a district needs its authority's code")
            return None
        return place, period, kind

    def _figure(self, number: int, heading: str, text: str) -> tuple[float | None, str | None]:
        try:
            return _finite(float(text)), ""
        except ValueError:
            pass
        symbol = symbol_of(text)
        if symbol is not None:
            return None, symbol or " "
        try:
            return _finite(float(text.strip().replace(",", ""))), ""
        except ValueError:
            self._fault(number, heading, f"“{text[:40]}” is neither a figure nor c, z, x or u")
            return None, None

    def _fault(self, line: int, column: str, sentence: str) -> None:
        self.faults.append(Fault(line, column, sentence))


def symbol_of(text: str) -> str | None:
    """The symbol that stands in a cell, in brackets or not; None where it is something else."""
    symbol = text.strip().lower().strip("[]")
    return symbol if symbol in SYMBOLS else None


def _place(level: str, cell) -> Place:  # type: ignore[no-untyped-def]
    if level == "country":
        return Place(cell("country_code"), level, cell("country_name"), cell("country_code"), "")
    region = cell("region_code")
    if level == "region":
        return Place(region, level, cell("region_name"), region, "")
    own = cell("old_la_code")
    if level == "ward":
        ward = cell("ward_code")
        return Place(ward, level, cell("ward_name"), ward, region, own)
    if level == "locality":  # a partnership's own cut of its district, under a code of its own
        code = f"{own}-{cell('locality_code').upper()}"
        return Place(code, level, cell("locality_name"), "", region, own)
    return Place(own, level, cell("la_name"), cell("new_la_code"), region)


def _is_measure(sample: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds figures: half or more of what stands in it is a figure or a symbol."""
    cells = [row[column] for row in sample if len(row) > column]
    return sum(_is_figure(each) for each in cells) * 2 >= len(cells)


def _is_figure(text: str) -> bool:
    if symbol_of(text) is not None:
        return True
    try:
        return math.isfinite(float(text.replace(",", "")))
    except ValueError:
        return False


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError("no figure")
    return number


def plain(heading: str) -> str:
    """A heading without its byte order mark, in small letters."""
    return heading.replace("\ufeff", "").strip().lower()
