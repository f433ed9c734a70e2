"""Which kind of chart a series is drawn as, and the series read as that kind.

The data propose a kind, and a person may overrule it with a reason. p and u charts need numerator
and denominator of every point, which agencies' returns bring; t and g charts have a point for each
event and not for each period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sightline.work.performance.rules import charts
from sightline.work.performance.rules.charts import Kind, Point, Reading, Setting
from sightline.work.performance.rules.signals import FEWEST, Lines, Polarity

Pair = tuple[float, float]
BETWEEN: tuple[Kind, Kind] = ("t", "g")
NOT_PRINTED = (
    "How many were counted, and out of how many, is not on record for every period: limits that "
    "follow the size (p and u charts) cannot be drawn."
)
OPPOSITE: dict[Polarity, Polarity] = {"high": "low", "low": "high", "none": "none"}


@dataclass(frozen=True)
class Known:
    """The known figures of a series in order of time, with what each was worked out from."""

    values: Sequence[float]
    pairs: Sequence[Pair] | None = None  # numerator and denominator, where all are known
    unit: str = ""
    scale: float = 1.0

    @property
    def counts(self) -> Sequence[float]:
        """What was counted: the numerators, or the figures themselves."""
        return [each for each, _ in self.pairs] if self.pairs else self.values

    @property
    def sizes(self) -> list[float] | None:
        return [each for _, each in self.pairs] if self.pairs else None

    @property
    def is_share(self) -> bool:
        return self.unit.strip() == "%"


@dataclass(frozen=True)
class Gap:
    """A point between two events: the place of the later one's period, and how far apart they are,
    in days, periods or cases."""

    place: int
    apart: float


def possible(data: Known) -> list[Kind]:
    """Kinds that a series can be drawn as."""
    whole = all(each >= 0 and float(each).is_integer() for each in data.counts)
    found: list[Kind] = ["xmr"]
    if data.sizes and all(data.sizes):
        found.append("p" if data.is_share else "u")
    if whole and (data.pairs or not data.is_share):
        found.append("t")
        if data.sizes and all(data.sizes):
            found.append("g")
    return found


def chosen(data: Known, decided: str = "") -> tuple[Kind, str]:
    """The kind that is drawn: the one decided, as long as the data allow it, else the one they
    propose; and why they propose theirs."""
    proposed, why = charts.propose(data.counts, data.sizes, is_share=data.is_share)
    if proposed == "xmr" and (data.is_share or data.scale != 1):
        why = f"{why} {NOT_PRINTED}"
    kind = next((each for each in possible(data) if each == decided), proposed)
    return kind, why


def read_as(
    kind: Kind, data: Known, *, polarity: Polarity, target: float | None, setting: Setting
) -> Reading:
    """A series read as an XmR, p or u chart, its points and lines in the unit of its figures."""
    if kind == "xmr":
        return charts.read(data.values, polarity=polarity, target=target, setting=setting)
    reading = charts.read(
        data.counts,
        polarity=polarity,
        target=None if target is None else target / data.scale,
        setting=replace(setting, kind=kind),
        sizes=data.sizes,
    )
    points = tuple(_scaled(each, data.scale) for each in reading.points)
    return replace(reading, points=points)


def gaps_of(kind: Kind, data: Known) -> list[Gap]:
    """Every event after the first, with the periods (t) or the cases (g) since the one before. The
    events of one period lie evenly among its cases, and in one period for a t chart."""
    events: list[tuple[int, float]] = []
    before = 0.0
    for place, count in enumerate(data.counts):
        size = data.sizes[place] if data.sizes and kind == "g" else 0.0
        for number in range(int(count)):
            at = before + size * (number + 0.5) / count if kind == "g" else float(place)
            events.append((place, at))
        before += size
    return [Gap(place, round(at - last)) for (_, last), (place, at) in pairwise(events)]


def gaps_by_day(data: Known, days: Sequence[Sequence[date]]) -> list[Gap] | None:
    """Every event after the first, with the days since the one before; `days` are those of each
    period. None where a day is missing: a gap that is guessed would be a false one."""
    needed = [int(each) for each in data.counts]
    days = [of if count else () for count, of in zip(needed, days, strict=True)]
    if [len(each) for each in days] != needed:
        return None
    events = [(place, day) for place, of in enumerate(days) for day in sorted(of)]
    return [Gap(place, float((day - last).days)) for (_, last), (place, day) in pairwise(events)]


def read_gaps(
    kind: Kind,
    gaps: Sequence[Gap],
    *,
    polarity: Polarity,
    periods: Sequence[int] = (),
    decisions: Sequence[tuple[str, int]] = (),
) -> Reading:
    """A t or g chart read: what is good seldom comes, so long gaps are good where few are. A gap
    belongs to the period of its later event, so that a baseline and limits that begin anew act on
    it by the period that was decided; a baseline of fewer than twelve gaps sets no limits yet, and
    is not followed."""
    setting = charts.setting_of(
        [periods[each.place] for each in gaps] if decisions else [], decisions
    )
    baseline = setting.baseline if (setting.baseline or 0) >= FEWEST else None
    return charts.read(
        [each.apart for each in gaps],
        polarity=OPPOSITE[polarity],
        setting=replace(setting, kind=kind, baseline=baseline),
    )


def _scaled(point: Point, scale: float) -> Point:
    line = point.lines
    if line is not None:
        parts = (line.centre, line.lower, line.upper, line.near_lower, line.near_upper)
        line = Lines(*(None if each is None else each * scale for each in parts))  # type: ignore[arg-type]
    return replace(point, value=point.value * scale, lines=line)
