"""What the shares and rates of a published file were worked out from, where the file prints it.

A file of the Department for Education often has the count and the total beside a share
(`rereferral_count`, `referral_count`, `rereferral_percent`), and never says that they belong
together. They are taken as belonging together only where their names allow it and the arithmetic
holds on the lines looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

LOOKED_AT = 400  # lines on which the arithmetic is tried
FEWEST_LINES = 10  # of them with all three figures
AGREES = 0.98  # of those lines; the rest are lines that the publisher rounded or revised
SHARE = re.compile(r"(.*?)_*(?:percent|percentage|pct|perc)$")
RATE = re.compile(r".*rate.*?(?:per_?)?(1000+|10k|100k)$")
SCALES = {"10k": 10_000.0, "100k": 100_000.0}

Measure = tuple[str, str, str]  # category, column, kind of period


class MadeOf(NamedTuple):
    """A share, its numerator and its denominator, as places in the list of measures; how far the
    printed figure may lie from the one worked out."""

    share: int
    numerator: int
    denominator: int
    scale: float
    tolerance: float


def made_of(measures: Sequence[Measure], lines: Sequence[Mapping[int, float]]) -> list[MadeOf]:
    """Every share and rate whose numerator and denominator are printed beside it. `lines` are known
    figures by measure. Where more than one pair would do, none is taken."""
    found = []
    for place, (category, column, kind) in enumerate(measures):
        scale = scale_of_column(column)
        if not scale:
            continue
        beside = [
            at for at, each in enumerate(measures)
            if (each[0], each[2]) == (category, kind) and not scale_of_column(each[1])
        ]  # fmt: skip
        known = [line for line in lines if place in line]
        whole = all(line[place].is_integer() for line in known)
        tolerance = (0.5 if whole else 0.05) * 1.02
        fits = [
            MadeOf(place, numerator, denominator, scale, tolerance)
            for numerator in _numerators(measures, beside, column)
            for denominator in beside
            if numerator != denominator
            and _holds(known, MadeOf(place, numerator, denominator, scale, tolerance))
        ]
        found += fits if len(fits) == 1 else []
    return found


def scale_of_column(column: str) -> float:
    """What a share or rate is multiplied by, by the name of its column; 0 where it is neither."""
    name = column.strip().lower()
    if SHARE.fullmatch(name):
        return 100.0
    rate = RATE.fullmatch(name)
    return (SCALES.get(rate[1]) or float(rate[1])) if rate else 0.0


def _numerators(measures: Sequence[Measure], beside: Sequence[int], column: str) -> list[int]:
    """Columns that may be counted for a share: of a percentage the one with its name, of a rate any
    beside it."""
    share = SHARE.fullmatch(column.strip().lower())
    if share is None:
        return list(beside)
    names = {share[1], f"{share[1]}_count", f"{share[1]}_number"}
    return [at for at in beside if measures[at][1].strip().lower() in names]


def _holds(lines: Sequence[Mapping[int, float]], pair: MadeOf) -> bool:
    tried = agrees = 0
    for line in lines:
        numerator, denominator = line.get(pair.numerator), line.get(pair.denominator)
        if numerator is not None and denominator:
            tried += 1
            agrees += abs(pair.scale * numerator / denominator - line[pair.share]) <= pair.tolerance
    return tried >= FEWEST_LINES and agrees >= AGREES * tried
