"""Files that say what figures mean: the tables of statistical neighbours (2021 and 2025), and the
dictionary of the Department for Education's local authority tool."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sightline.work.performance.rules.layouts import Fault, plain


class Neighbour(NamedTuple):
    """One statistical neighbour of an authority: which, how near in order, and how close."""

    area: str
    neighbour: str
    rank: int
    closeness: str


def neighbours(
    headings: Sequence[str], rows: Iterable[Sequence[str]], layout: str
) -> Iterator[tuple[int, Sequence[Neighbour] | Fault, str]]:
    """The ten neighbours of each authority with its name, line by line."""
    names = [plain(each) for each in headings]
    first = names.index("sn1" if layout == "neighbours-2021" else "sn_1")
    own = names.index("la num" if layout == "neighbours-2021" else "old_la_code")
    called = names.index("la name" if layout == "neighbours-2021" else "la_name")
    for number, row in enumerate(rows, start=2):
        area = row[own].strip() if len(row) > own else ""
        if not area and not any(each.strip() for each in row[first:]):
            continue  # an empty line, or a note below the table
        pairs = [row[place : place + 2] for place in range(first, min(len(row), first + 20), 2)]
        codes = [pair[0].strip() for pair in pairs]
        if not re.fullmatch(r"\d{3}", area):
            yield number, Fault(number, headings[own], f"“{area}” is not a three-digit code"), ""
        elif not all(re.fullmatch(r"\d{3}", code) for code in codes) or len(codes) != 10:
            yield number, Fault(number, headings[first], "Ten three-digit codes are needed"), ""
        else:
            found = [
                Neighbour(area, code, rank, pair[1].strip())
                for rank, (code, pair) in enumerate(zip(codes, pairs, strict=True), start=1)
            ]
            yield number, found, row[called].strip()


class Definition(NamedTuple):
    """One measure of the dictionary of the Department's local authority tool."""

    code: str
    topic: str
    name: str
    title: str
    polarity: str
    unit: str
    description: str
    decimals: int


def definitions(
    headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[Definition | Fault]:
    """Every measure of the dictionary; a line without code or name is a fault."""
    names = [plain(each) for each in headings]
    polarities = {"high": "high", "low": "low"}
    for number, row in enumerate(rows, start=2):
        if not any(each.strip() for each in row):
            continue
        line = {name: " ".join(cell.split()) for name, cell in zip(names, row, strict=False)}
        if not line.get("measure_code") or not line.get("measure"):
            yield Fault(number, "Measure_code", "A measure needs a code and a name")
            continue
        places = line.get("dps", "")
        yield Definition(
            code=line["measure_code"],
            topic=line.get("topic", ""),
            name=line["measure"],
            title=line.get("chart_title", ""),
            polarity=polarities.get(line.get("polarity", "").lower(), "none"),
            unit=line.get("y_axis_name", ""),
            description=line.get("description", ""),
            decimals=int(places) if places.isdigit() else 0,
        )
