"""Control charts of one series: XmR, p, u, t and g; limits, flags and what they mean.

XmR is the chart of NHS England's Making Data Count: mean of the figures, moving ranges, ranges of
3.267 times their average or more left out once, limits at 2.66 times the average range. p and u are
for proportions and rates with their denominators; t and g for events so rare that counting them in
months shows nothing (days between, cases between). A baseline is fixed, and limits begin anew,
only where somebody decided so and said why: never by the software.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, log, sqrt
from typing import Literal

from sightline.work.performance.rules.signals import (
    FEWEST,
    Assurance,
    Flags,
    Lines,
    Polarity,
    Verdict,
    assurance,
    special_causes,
    verdict,
)

Kind = Literal["xmr", "p", "u", "t", "g"]
LIMIT, OUTLIER, NEAR = 2.66, 3.267, 2 / 3
D2 = 1.128  # average moving range of two points over one standard deviation
WEIBULL = 3.6  # days between rare events become nearly normal by this root (Nelson 1994)
TAIL = 0.00135  # what lies beyond three standard deviations on one side


@dataclass(frozen=True)
class Setting:
    """What was decided about a chart. `baseline` is the number of first points that give the limits
    up to the first rebase; `rebases` are the places (0 the first point) where limits begin anew."""

    kind: Kind = "xmr"
    screen: bool = True
    baseline: int | None = None
    rebases: tuple[int, ...] = ()


@dataclass(frozen=True)
class Point:
    """One point of a chart: its figure, its lines (None where no limits are claimed), its flags."""

    value: float
    lines: Lines | None
    flags: Flags
    verdict: Verdict


@dataclass(frozen=True)
class Reading:
    """A chart as read: its points, and what the latest limits say of the target."""

    points: tuple[Point, ...]
    assurance: Assurance
    has_limits: bool

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None


def read(
    values: Sequence[float],
    *,
    polarity: Polarity = "none",
    target: float | None = None,
    setting: Setting | None = None,
    sizes: Sequence[float] | None = None,
) -> Reading:
    """Read a chart. `values` are known figures in order of time: counts for p and u, whose
    denominators are `sizes`; days or cases between events for t and g. A part with fewer than
    twelve points claims no limits."""
    setting = setting or Setting()
    shown = _shown(values, sizes, setting.kind)
    points: list[Point] = []
    for first, last in _parts(len(values), setting.rebases):
        part = shown[first:last]
        if len(part) < FEWEST:
            points += [Point(value, None, Flags(), "") for value in part]
            continue
        sized = sizes[first:last] if sizes is not None else None
        own = setting if first == 0 else replace(setting, baseline=None)
        lines = _lines(values[first:last], sized, own)
        for value, line, flags in zip(part, lines, special_causes(part, lines), strict=True):
            points.append(Point(value, line, flags, verdict(value, line, flags, polarity)))
    last_lines = points[-1].lines if points else None
    says = assurance(target, last_lines, polarity) if last_lines else ""
    return Reading(tuple(points), says, last_lines is not None)


def xmr_lines(
    values: Sequence[float], *, screen: bool = True, baseline: int | None = None
) -> Lines:
    """Mean, limits and near limits of an XmR chart; all from the first `baseline` points."""
    used = values[:baseline] if baseline else values
    mean = sum(used) / len(used)
    ranges = [abs(after - before) for before, after in pairwise(used)]
    average = sum(ranges) / len(ranges)
    if screen:
        kept = [each for each in ranges if each < OUTLIER * average]
        average = sum(kept) / len(kept) if kept else average
    return _around(mean, LIMIT * average)


def propose(
    values: Sequence[float], sizes: Sequence[float] | None, *, is_share: bool
) -> tuple[Kind, str]:
    """The kind of chart that fits the data, and why; a person may overrule it with a reason."""
    if sizes is not None and len(sizes) == len(values) and all(sizes):
        if values and sum(values) / len(values) < 1:
            return (
                "g",
                "Fewer than one a period: the cases that lie between say more than a share.",
            )
        if is_share:
            return (
                "p",
                "Each figure is a share of a known number of cases, which differs by period.",
            )
        return "u", "Each figure is a count over a known number at risk, which differs by period."
    counts = all(float(each).is_integer() and each >= 0 for each in values)
    if values and counts and not is_share and sum(values) / len(values) < 1:
        return "t", "Fewer than one a period: the time between events says more than the counts."
    return "xmr", "One figure a period: its own movement from period to period sets the limits."


def between_events(counts: Sequence[int]) -> list[int]:
    """Periods from each event to the next, from counts a period: two in one period are 0 apart."""
    places = [place for place, count in enumerate(counts) for _ in range(count)]
    return [after - before for before, after in pairwise(places)]


def _parts(length: int, rebases: Sequence[int]) -> Iterator[tuple[int, int]]:
    edges = [0, *sorted({each for each in rebases if 0 < each < length}), length]
    return pairwise(edges)


def _shown(values: Sequence[float], sizes: Sequence[float] | None, kind: Kind) -> list[float]:
    if kind not in ("p", "u"):
        return [float(each) for each in values]
    if sizes is None or len(sizes) != len(values) or min(sizes, default=1) <= 0:
        raise ValueError("A p or u chart needs a denominator above 0 for every point.")
    return [value / size for value, size in zip(values, sizes, strict=True)]


def _lines(values: Sequence[float], sizes: Sequence[float] | None, setting: Setting) -> list[Lines]:
    if setting.kind in ("p", "u"):
        assert sizes is not None  # asked in `_shown`
        return _rate_lines(values, sizes, setting)
    if setting.kind == "t":
        return [_t_lines(values, setting)] * len(values)
    if setting.kind == "g":
        return [_g_lines(values[: setting.baseline or len(values)])] * len(values)
    line = xmr_lines(values, screen=setting.screen, baseline=setting.baseline)
    return [line] * len(values)


def _rate_lines(values: Sequence[float], sizes: Sequence[float], setting: Setting) -> list[Lines]:
    """Limits of a p or u chart. Where the points scatter more than chance alone explains, as large
    denominators do, limits widen by that much (Laney 2002) and never narrow."""
    used = setting.baseline or len(values)
    centre = sum(values[:used]) / sum(sizes[:used])
    variance = centre * (1 - centre) if setting.kind == "p" else centre
    errors = [sqrt(variance / size) for size in sizes]
    if not variance:
        return [Lines(centre, centre, centre, centre, centre)] * len(values)
    scores = [
        (value / size - centre) / error
        for value, size, error in zip(values[:used], sizes, errors, strict=False)
    ]
    ranges = [abs(after - before) for before, after in pairwise(scores)]
    spread = max(1.0, sum(ranges) / len(ranges) / D2)
    most = 1.0 if setting.kind == "p" else None
    return [_within(_around(centre, 3 * spread * error), 0.0, most) for error in errors]


def _t_lines(values: Sequence[float], setting: Setting) -> Lines:
    """Limits of days between events: XmR of their 3.6th root, turned back; seldom a lower one."""
    roots = [each ** (1 / WEIBULL) for each in values]
    line = xmr_lines(roots, screen=setting.screen, baseline=setting.baseline)
    back = {
        name: None if (each := getattr(line, name)) <= 0 else each**WEIBULL
        for name in ("centre", "lower", "upper", "near_lower", "near_upper")
    }
    return Lines(back["centre"] or 0.0, *(back[n] for n in list(back)[1:]))


def _g_lines(values: Sequence[float]) -> Lines:
    """Limits of cases between events, by the geometric distribution itself: its median, and the
    points beyond which one in 741 lies on each side (Benneyan 2001; no lower limit below 1)."""
    mean = sum(values) / len(values)
    if mean <= 0:
        return Lines(0.0, None, None, None, None)
    stay = log(mean / (mean + 1))  # log of the chance that a case is no event

    def quantile(share: float) -> float:
        return max(0.0, ceil(log(1 - share) / stay - 1))

    lower = quantile(TAIL)
    near = 0.02275
    near_lower = quantile(near)
    return Lines(
        log(0.5) / stay - 1 if mean > 1 else mean,
        lower if lower >= 1 else None,
        quantile(1 - TAIL),
        near_lower if near_lower >= 1 else None,
        quantile(1 - near),
    )


def _around(centre: float, reach: float) -> Lines:
    near = NEAR * reach
    return Lines(centre, centre - reach, centre + reach, centre - near, centre + near)


def _within(line: Lines, least: float, most: float | None) -> Lines:
    """A share is never below 0 or above 1; a limit out there could never be crossed."""
    lower = None if line.lower is not None and line.lower <= least else line.lower
    near_lower = (
        None if line.near_lower is not None and line.near_lower <= least else line.near_lower
    )
    line = replace(line, lower=lower, near_lower=near_lower)
    if most is not None:
        upper = None if line.upper is not None and line.upper >= most else line.upper
        near = None if line.near_upper is not None and line.near_upper >= most else line.near_upper
        line = replace(line, upper=upper, near_upper=near)
    return line


def setting_of(known: Sequence[int], decisions: Sequence[tuple[str, int]]) -> Setting:
    """What was decided, as a setting for the points of these periods: pairs of baseline or rebase
    and the period it names."""
    baseline = [sum(each <= period for each in known) for what, period in decisions
                if what == "baseline"]  # fmt: skip
    rebases = sorted(sum(each < period for each in known) for what, period in decisions
                     if what == "rebase")  # fmt: skip
    return Setting(baseline=baseline[0] if baseline else None, rebases=tuple(rebases))
