"""One indicator in full: its figures as seen on a day, its chart, and other places beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.foundation.small_numbers import CLASSES
from sightline.work.performance.models import (
    Area,
    ChartDecision,
    Figure,
    Indicator,
    Series,
    StatisticalNeighbour,
)
from sightline.work.performance.queries.records import (
    SMALL,
    Leaves,
    Leaving,
    leaving_of,
    sees_all,
)
from sightline.work.performance.rules import charts, kinds, watching
from sightline.work.performance.rules.charts import Kind, Point, Reading
from sightline.work.performance.rules.periods import label
from sightline.work.performance.rules.returns import scale_of
from sightline.work.performance.rules.signals import FEWEST, Flags, Polarity

ENGLAND = "E92000001"


@dataclass
class Entry:
    """One period of an indicator: the figure as it stands on the day asked for, the one first seen,
    and what the chart says."""

    period: int
    label: str
    value: float | None
    symbol: str
    first_value: float | None
    first_symbol: str
    seen_on: date
    revised_on: date | None
    numerator: float | None = None
    denominator: float | None = None
    point: Point | None = None

    @property
    def is_revised(self) -> bool:
        return self.revised_on is not None


@dataclass(frozen=True)
class Picture:
    """One indicator at one place in full."""

    entries: list[Entry]
    reading: Reading
    decisions: list[ChartDecision]
    kind_reason: str
    is_small: bool
    hides_small: bool = False
    known: list[Entry] = field(default_factory=list)
    kind: str = "xmr"
    possible: list[Kind] = field(default_factory=list)
    overruled: ChartDecision | None = None
    gaps: list[tuple[str, Point]] = field(default_factory=list)  # of t and g charts, by the period


def picture(
    actor: Actor, series: Series, *, as_at: date | None = None, leaves: bool = False
) -> Picture:
    """The figures of a series as anybody saw them on a day, or as they are now, with their chart
    read from the decisions that stand; of what `leaves`, only what may."""
    decisions = series.decisions.filter(withdrawn_at__isnull=True).order_by("period")
    entries = _entries(series, as_at)
    if leaves or not sees_all(actor, series.indicator.disclosure):
        withhold(series, entries, leaving_of([series.pk], as_at))
    return drawn(series, entries, list(decisions))


def withhold(series: Series, entries: list[Entry], leaving: Leaving) -> None:
    """Take away what may not leave; what nobody has settled yet may not (R10.2)."""
    if not CLASSES[series.indicator.disclosure].threshold:
        return
    settled = leaving.get(series.pk, {})
    for entry in entries:
        found = settled.get(entry.period, Leaves(None, None, None, None))
        if entry.value is not None:
            entry.symbol = "" if found.value is not None else SMALL
        if entry.first_value is not None:
            entry.first_symbol = "" if found.first_value is not None else SMALL
        entry.value, entry.first_value = found.value, found.first_value
        entry.numerator, entry.denominator = found.numerator, found.denominator


def drawn(series: Series, entries: list[Entry], decisions: list[ChartDecision]) -> Picture:
    """A picture of these periods, as far as they are shown, by these decisions."""
    hides = any(entry.symbol == SMALL for entry in entries)
    known = [entry for entry in entries if entry.value is not None]
    data = _data(series, known)
    overruled = next((each for each in decisions if each.what == ChartDecision.What.KIND), None)
    kind, why = kinds.chosen(data, overruled.kind if overruled else "")
    setting = charts.setting_of(
        [entry.period for entry in known], [(each.what, each.period) for each in decisions]
    )
    polarity: Polarity = series.indicator.polarity  # type: ignore[assignment]
    gaps = kinds.gaps_of(kind, data) if kind in kinds.BETWEEN and not hides else []
    is_between = len(gaps) >= FEWEST  # fewer say nothing yet
    is_small = not is_between and (
        kind in kinds.BETWEEN or (overruled is None and watching.is_small(data.values))
    )
    if is_between or is_small:
        reading = Reading(tuple(Point(v, None, Flags(), "") for v in data.values), "", False)
    else:
        reading = kinds.read_as(
            kind, data, polarity=polarity, target=series.indicator.target, setting=setting
        )
    for entry, point in zip(known, reading.points, strict=True):
        entry.point = point
    between = kinds.read_gaps(kind, gaps, polarity=polarity).points if is_between else ()
    return Picture(
        entries, reading, decisions, why, is_small, hides, known, kind, kinds.possible(data),
        overruled,
        [(known[g.place].label, point) for g, point in zip(gaps, between, strict=False)],
    )  # fmt: skip


def _data(series: Series, known: list[Entry]) -> kinds.Known:
    pairs = [
        (entry.numerator, entry.denominator)
        for entry in known
        if entry.numerator is not None and entry.denominator is not None
    ]
    return kinds.Known(
        values=[entry.value for entry in known if entry.value is not None],
        pairs=pairs if pairs and len(pairs) == len(known) else None,
        unit=series.indicator.unit,
        scale=scale_of(series.indicator.unit),
    )


def _entries(series: Series, as_at: date | None) -> list[Entry]:
    rows = Figure.objects.filter(series=series).order_by("period", "release_id")
    if as_at is not None:
        end = timezone.make_aware(datetime.combine(as_at, time.max))
        rows = rows.filter(release__received_at__lte=end)
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    names = ("value", "symbol", "release__received_at", "numerator", "denominator")
    for period, *seen in rows.values_list("period", *names):
        found[period].append(tuple(seen))
    kind = series.indicator.period_kind
    return [
        Entry(
            period=period,
            label=label(period, kind),
            value=seen[-1][0],
            symbol=seen[-1][1],
            first_value=seen[0][0],
            first_symbol=seen[0][1],
            seen_on=timezone.localdate(seen[0][2]),
            revised_on=timezone.localdate(seen[-1][2]) if len(seen) > 1 else None,
            numerator=seen[-1][3],
            denominator=seen[-1][4],
        )
        for period, seen in sorted(found.items())
    ]


@dataclass(frozen=True)
class Comparison:
    """What other places show for one period; the neighbours are those in force on a day."""

    rows: list[tuple[str, str, float | None, str]]  # what it is, name, figure, symbol
    average: float | None
    starts_on: date | None


def comparison(indicator: Indicator, area: Area, period: int, on: date) -> Comparison:
    """Region, England and the ten statistical neighbours of the model in force on a day."""
    sets = StatisticalNeighbour.objects.filter(area_code=area.code, starts_on__lte=on)
    newest = list(sets.order_by("-starts_on", "rank")[:10])
    newest = [row for row in newest if row.starts_on == newest[0].starts_on]
    codes = [row.neighbour_code for row in newest]
    wanted = [area.region_code, ENGLAND, *codes]
    found = {
        row.area.code: (*_at(row, indicator.disclosure, period), row.area.name)
        for row in Series.objects.filter(indicator=indicator, area__code__in=wanted).select_related(
            "area"
        )
    }
    rows = []
    for code in wanted:
        if code in found and code != area.code:
            value, symbol, name = found[code]
            what = "Statistical neighbour" if code in codes else (
                "England" if code == ENGLAND else "Region"
            )  # fmt: skip
            rows.append((what, name, value, symbol))
    known = [found[code][0] for code in codes if code in found and found[code][0] is not None]
    average = sum(v for v in known if v is not None) / len(known) if known else None
    return Comparison(rows, average, newest[0].starts_on if newest else None)


def _at(series: Series, disclosure: str, period: int) -> tuple[float | None, str]:
    """The figure of another place, as it may leave."""
    if period not in series.periods:
        return None, ""
    place = series.periods.index(period)
    value, symbol = series.figures[place], series.symbols[place : place + 1].replace(".", "")
    if value is not None and CLASSES[disclosure].threshold:
        value = series.leaving[place] if len(series.leaving) > place else None
        symbol = "" if value is not None else SMALL
    return value, symbol
