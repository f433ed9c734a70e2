"""The four rules by which a point of a control chart is told from noise.

They are those of NHS England's Making Data Count ("plot the dots"): outside a limit; seven points
in a row on one side of the mean; seven points in a row rising or falling; two of three points close
to a limit. All points of a run are flagged, not only the seventh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

FEWEST = 12
"""Points below which no limits are claimed."""
RUN = 7
"""Points in a row on one side, or rising, or falling, that are no longer noise."""

Polarity = Literal["high", "low", "none"]
"""Which way is good; `none` where the figure is context only."""
Verdict = Literal["improvement", "concern", "high", "low", ""]
Assurance = Literal["passes", "fails", "hit-or-miss", ""]


@dataclass(frozen=True)
class Lines:
    """The lines of a chart at one point; a limit is None where the kind of chart has none."""

    centre: float
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None


@dataclass(frozen=True)
class Flags:
    """Which rules flag one point."""

    outside: bool = False
    run: bool = False
    trend: bool = False
    two_of_three: bool = False

    def __bool__(self) -> bool:
        return self.outside or self.run or self.trend or self.two_of_three


def special_causes(values: Sequence[float], lines: Sequence[Lines]) -> list[Flags]:
    """Apply the four rules to points that share one baseline, each with its own lines."""
    sides = [_sign(value - line.centre) for value, line in zip(values, lines, strict=True)]
    outside = [_is_outside(value, line) for value, line in zip(values, lines, strict=True)]
    run = _in_runs(sides, RUN)
    steps = [_sign(after - before) for before, after in pairwise(values)]
    trend = [False] * len(values)
    for place, is_long in enumerate(_in_runs(steps, RUN - 1)):
        if is_long:  # seven points are six steps
            trend[place] = trend[place + 1] = True
    near = [
        not out and _is_near(value, line)
        for value, line, out in zip(values, lines, outside, strict=True)
    ]
    two = [False] * len(values)
    for first in range(len(values) - 2):
        window = range(first, first + 3)
        one_side = sides[first] != 0 and len({sides[each] for each in window}) == 1
        if one_side and sum(near[each] for each in window) >= 2:
            for each in window:
                two[each] = two[each] or near[each]
    return [Flags(*each) for each in zip(outside, run, trend, two, strict=True)]


def verdict(value: float, line: Lines, flags: Flags, polarity: Polarity) -> Verdict:
    """Whether a flagged point is an improvement or a concern; high or low for context only."""
    if not flags:
        return ""
    if polarity == "none":
        return "high" if value > line.centre else "low"
    wanted = value > line.centre if polarity == "high" else value < line.centre
    return "improvement" if wanted else "concern"


def assurance(target: float | None, line: Lines, polarity: Polarity) -> Assurance:
    """Whether the process as it runs now will meet the target: always, never, or by luck."""
    if target is None or polarity == "none" or line.upper is None or line.lower is None:
        return ""
    if target > line.upper:
        return "fails" if polarity == "high" else "passes"
    if target < line.lower:
        return "passes" if polarity == "high" else "fails"
    return "hit-or-miss"


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _is_outside(value: float, line: Lines) -> bool:
    above = line.upper is not None and value > line.upper
    return above or (line.lower is not None and value < line.lower)


def _is_near(value: float, line: Lines) -> bool:
    above = line.near_upper is not None and value > line.near_upper
    return above or (line.near_lower is not None and value < line.near_lower)


def _in_runs(signs: Sequence[int], length: int) -> list[bool]:
    """Which places belong to an unbroken row of the same sign at least so long; 0 breaks it."""
    found = [False] * len(signs)
    first = 0
    for place in range(1, len(signs) + 1):
        if place < len(signs) and signs[place] == signs[first]:
            continue
        if signs[first] != 0 and place - first >= length:
            found[first:place] = [True] * (place - first)
        first = place
    return found
