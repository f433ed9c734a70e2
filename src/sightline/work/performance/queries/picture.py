"""One indicator in full: its figures as seen on a day, and its chart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from django.utils import timezone

from sightline.foundation.permissions import Actor
from sightline.foundation.small_numbers import CLASSES
from sightline.foundation.statements import Objects, Statement, given
from sightline.work.performance.models import (
    ChartDecision,
    Figure,
    Series,
)
from sightline.work.performance.permissions import see_small_counts
from sightline.work.performance.queries.days import Days, event_days
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

ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)


class _Seen(NamedTuple):
    period: int
    value: float | None
    symbol: str
    received_at: datetime
    numerator: float | None
    denominator: float | None


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
    counts_days: bool = False  # between events, where the day of each is on record


def picture(
    actor: Actor, series: Series, *, as_at: date | None = None, leaves: bool = False
) -> Picture:
    """The figures of a series as anybody saw them on a day, or as they are now, with their chart
    read from the decisions that stand; of what `leaves`, only what may."""
    decisions = DECISIONS.rows(series=series.pk)
    entries = _entries(series, as_at)
    if leaves or not sees_all(actor, series.indicator.disclosure):
        withhold(series, entries, leaving_of([series.pk], as_at))
    days: Days = {}
    # held more closely than the counts: nothing that leaves says a day, nor what lies between two
    if series.indicator.has_days and not leaves and actor.may(see_small_counts):
        days = event_days(series.indicator_id, _until(as_at))
    return drawn(series, entries, decisions, days)


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


def drawn(
    series: Series, entries: list[Entry], decisions: list[ChartDecision], days: Days | None = None
) -> Picture:
    """A picture of these periods, as far as they are shown, by these decisions; with the days of
    its events, where the reader may see them."""
    hides = any(entry.symbol == SMALL for entry in entries)
    known = [entry for entry in entries if entry.value is not None]
    data = _data(series, known)
    overruled = next((each for each in decisions if each.what == ChartDecision.What.KIND), None)
    kind, why = kinds.chosen(data, overruled.kind if overruled else "")
    periods, decided = [e.period for e in known], [(e.what, e.period) for e in decisions]
    setting = charts.setting_of(periods, decided)
    polarity: Polarity = series.indicator.polarity  # type: ignore[assignment]
    gaps = kinds.gaps_of(kind, data) if kind in kinds.BETWEEN and not hides else []
    by_day = kinds.gaps_by_day(data, [days.get(p, ()) for p in periods]) if days and gaps else None
    gaps = by_day if by_day is not None and kind == "t" else gaps
    is_between = len(gaps) >= FEWEST  # fewer say nothing yet
    is_small = not is_between and (
        kind in kinds.BETWEEN or (overruled is None and watching.is_small(data.values))
    )
    if is_between or is_small:
        reading = Reading(tuple(Point(v, None, Flags(), "") for v in data.values), "", False)
    else:
        target = series.indicator.target_at(known[-1].period) if known else None
        reading = kinds.read_as(kind, data, polarity=polarity, target=target, setting=setting)
    for entry, point in zip(known, reading.points, strict=True):
        entry.point = point
    between = (
        kinds.read_gaps(kind, gaps, polarity=polarity, periods=periods, decisions=decided).points
        if is_between
        else ()
    )
    return Picture(
        entries, reading, decisions, why, is_small, hides, known, kind, kinds.possible(data),
        overruled,
        [(known[g.place].label, point) for g, point in zip(gaps, between, strict=False)],
        counts_days=by_day is not None and kind == "t",
    )  # fmt: skip


def _until(as_at: date | None) -> datetime:
    return timezone.make_aware(datetime.combine(as_at, time.max)) if as_at is not None else ALWAYS


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
    until = _until(as_at)
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
