"""One indicator in full: its figures as seen on a day, its chart, and other places beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.work.performance.models import (
    Area,
    ChartDecision,
    Figure,
    Indicator,
    Series,
    StatisticalNeighbour,
)
from sightline.work.performance.queries.records import SMALL, hidden_from
from sightline.work.performance.rules import charts, watching
from sightline.work.performance.rules.charts import Reading
from sightline.work.performance.rules.periods import label
from sightline.work.performance.rules.signals import Flags

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
    point: charts.Point | None = None

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


def picture(actor: Actor, series: Series, *, as_at: date | None = None) -> Picture:
    """The figures of a series as anybody saw them on a day, or as they are now, with their chart
    read from the decisions that stand."""
    entries = _entries(series, as_at)
    disclosure = series.indicator.disclosure
    hides = False
    for entry in entries:
        if hidden_from(actor, disclosure, entry.value):
            entry.value, entry.symbol, hides = None, SMALL, True
        if hidden_from(actor, disclosure, entry.first_value):
            entry.first_value, entry.first_symbol = None, SMALL
    decisions = list(series.decisions.filter(withdrawn_at__isnull=True).order_by("period"))
    known = [entry for entry in entries if entry.value is not None]
    values = [entry.value for entry in known if entry.value is not None]
    is_small = watching.is_small(values)
    setting = charts.setting_of(
        [entry.period for entry in known], [(each.what, each.period) for each in decisions]
    )
    if is_small:
        reading = Reading(tuple(charts.Point(v, None, _NO_FLAGS, "") for v in values), "", False)
    else:
        reading = charts.read(
            values,
            polarity=series.indicator.polarity,  # type: ignore[arg-type]
            target=series.indicator.target,
            setting=setting,
        )
    for entry, point in zip(known, reading.points, strict=True):
        entry.point = point
    reason = charts.propose(values, None, is_share=series.indicator.unit == "%")[1]
    return Picture(entries, reading, decisions, reason, is_small, hides, known)


_NO_FLAGS = Flags()


def _entries(series: Series, as_at: date | None) -> list[Entry]:
    rows = Figure.objects.filter(series=series).order_by("period", "release_id")
    if as_at is not None:
        end = timezone.make_aware(datetime.combine(as_at, time.max))
        rows = rows.filter(release__received_at__lte=end)
    found: dict[int, list[tuple[float | None, str, datetime]]] = defaultdict(list)
    for period, value, symbol, at in rows.values_list(
        "period", "value", "symbol", "release__received_at"
    ):
        found[period].append((value, symbol, at))
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
        code: (*_at(periods, figures, symbols, period), name)
        for code, name, periods, figures, symbols in Series.objects.filter(
            indicator=indicator, area__code__in=wanted
        ).values_list("area__code", "area__name", "periods", "figures", "symbols")
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


def _at(
    periods: list[int], figures: list[float | None], symbols: str, period: int
) -> tuple[float | None, str]:
    if period not in periods:
        return None, ""
    place = periods.index(period)
    return figures[place], symbols[place : place + 1].replace(".", "")
