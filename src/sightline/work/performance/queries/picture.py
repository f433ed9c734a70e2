"""One indicator in full: its figures as seen on a day, its chart, and other places beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from django.db.models import F, FloatField, Func, TextField
from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.foundation.small_numbers import CLASSES
from sightline.foundation.statements import Objects, Statement, given
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
ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)


class _Seen(NamedTuple):
    period: int
    value: float | None
    symbol: str
    received_at: datetime
    numerator: float | None
    denominator: float | None


class Place(NamedTuple):
    """One place with its figure of one period, as it is on record and as it may leave."""

    code: str
    name: str
    value: float | None
    symbol: str
    leaves: float | None


class _Neighbour(NamedTuple):
    code: str
    starts_on: date


SEEN = Statement(
    _Seen,
    lambda: (
        Figure.objects.filter(
            series=given("series", int), release__received_at__lte=given("until", datetime)
        )
        .order_by("period", "release_id")
        .values_list(
            "period", "value", "symbol", "release__received_at", "numerator", "denominator"
        )
    ),
)
DECISIONS = Objects(
    lambda: ChartDecision.objects.filter(
        series=given("series", int), withdrawn_at__isnull=True
    ).order_by("period")
)
PLACES = Statement(
    Place,
    lambda: (
        Series.objects.filter(indicator=given("indicator", int))
        .order_by("-area__kind", "area__name")
        .values_list(
            "area__code",
            "area__name",
            _At("figures", FloatField()),
            _At("symbols", TextField()),
            _At("leaving", FloatField()),
        )
    ),
)
NEIGHBOURS = Statement(
    _Neighbour,
    lambda: (
        StatisticalNeighbour.objects.filter(
            area_code=given("area", str), starts_on__lte=given("on", date)
        )
        .order_by("-starts_on", "rank")
        .values_list("neighbour_code", "starts_on")[:10]
    ),
)


class _At(Func):
    """What an array, or a text with a character a period, holds at the period that is given."""

    def __init__(self, field: str, kind: Any) -> None:
        super().__init__(F(field), F("periods"), given("period", int), output_field=kind)

    def as_sql(
        self, compiler: Any, connection: Any, *_: Any, **__: Any
    ) -> tuple[str, tuple[Any, ...]]:
        parts = [compiler.compile(each) for each in self.source_expressions]
        held, periods, period = (sql for sql, _ in parts)
        place = f"array_position({periods}, {period}::int)"
        is_text = isinstance(self.output_field, TextField)
        sql = f"substr({held}, {place}, 1)" if is_text else f"({held})[{place}]"
        return sql, tuple(each for _, params in parts for each in params)


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
    decisions = DECISIONS.rows(series=series.pk)
    entries = _entries(series, as_at)
    if leaves or not sees_all(actor, series.indicator.disclosure):
        withhold(series, entries, leaving_of([series.pk], as_at))
    return drawn(series, entries, decisions)


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
    until = ALWAYS
    if as_at is not None:
        until = timezone.make_aware(datetime.combine(as_at, time.max))
    found: dict[int, list[_Seen]] = defaultdict(list)
    for row in SEEN.rows(series=series.pk, until=until):
        found[row.period].append(row)
    kind = series.indicator.period_kind
    return [
        Entry(
            period=period,
            label=label(period, kind),
            value=seen[-1].value,
            symbol=seen[-1].symbol,
            first_value=seen[0].value,
            first_symbol=seen[0].symbol,
            seen_on=timezone.localdate(seen[0].received_at),
            revised_on=timezone.localdate(seen[-1].received_at) if len(seen) > 1 else None,
            numerator=seen[-1].numerator,
            denominator=seen[-1].denominator,
        )
        for period, seen in sorted(found.items())
    ]


@dataclass(frozen=True)
class Comparison:
    """What other places show for one period; the neighbours are those in force on a day."""

    rows: list[tuple[str, str, float | None, str]]  # what it is, name, figure, symbol
    average: float | None
    starts_on: date | None


def places(indicator: Indicator, period: int) -> list[Place]:
    """Every place that has figures of an indicator, by kind and name, with that of one period."""
    return PLACES.rows(indicator=indicator.pk, period=period)


def comparison(
    indicator: Indicator, area: Area, period: int, on: date, among: list[Place] | None = None
) -> Comparison:
    """Region, England and the ten statistical neighbours of the model in force on a day, `among`
    the places with their figures of the period."""
    newest = NEIGHBOURS.rows(area=area.code, on=on)
    codes = [row.code for row in newest if row.starts_on == newest[0].starts_on]
    held = places(indicator, period) if among is None else among
    found = {row.code: (row.name, *_shown(row, indicator.disclosure)) for row in held}
    rows = []
    for code in [area.region_code, ENGLAND, *codes]:
        if code in found and code != area.code:
            name, value, symbol = found[code]
            what = "Statistical neighbour" if code in codes else (
                "England" if code == ENGLAND else "Region"
            )  # fmt: skip
            rows.append((what, name, value, symbol))
    known = [found[code][1] for code in codes if code in found and found[code][1] is not None]
    average = sum(v for v in known if v is not None) / len(known) if known else None
    return Comparison(rows, average, newest[0].starts_on if newest else None)


def _shown(place: Place, disclosure: str) -> tuple[float | None, str]:
    """The figure of another place, as it may leave."""
    symbol = (place.symbol or "").replace(".", "")
    if place.value is None or not CLASSES[disclosure].threshold:
        return place.value, symbol
    return place.leaves, "" if place.leaves is not None else SMALL
