"""Other places beside one's own: region, England, the statistical neighbours in force, parts of the
district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, FloatField, Func, Q, TextField

from sightline.foundation.govuk.words import lower_first
from sightline.foundation.permissions import Actor
from sightline.foundation.small_numbers import CLASSES
from sightline.foundation.statements import Statement, given
from sightline.work.performance.models import Area, Indicator, Series, StatisticalNeighbour
from sightline.work.performance.queries.records import SMALL, sees_all

ENGLAND = "E92000001"
NEIGHBOUR = "Statistical neighbour"
MOST_BESIDE = 13  # periods that are shown side by side: three years of quarters and one more


class Place(NamedTuple):
    """One place with its figure of one period, as it is on record and as it may leave."""

    code: str
    name: str
    value: float | None
    symbol: str
    leaves: float | None


class Beside(NamedTuple):
    """One place beside others: its figures and symbols by period."""

    code: str
    name: str
    what: str
    values: dict[int, float | None]
    symbols: dict[int, str]
    is_own: bool


class _Neighbour(NamedTuple):
    code: str
    starts_on: date


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
    codes, starts_on = _compared(indicator, area, on)
    held = places(indicator, period) if among is None else among
    found = {row.code: (row.name, *_shown(row, indicator.disclosure)) for row in held}
    rows = []
    for code, what in codes.items():
        if code in found:
            name, value, symbol = found[code]
            rows.append((what, name, value, symbol))
    known = [found[code][1] for code, what in codes.items()
             if what == NEIGHBOUR and code in found and found[code][1] is not None]  # fmt: skip
    average = sum(v for v in known if v is not None) / len(known) if known else None
    return Comparison(rows, average, starts_on)


def _compared(indicator: Indicator, area: Area, on: date) -> tuple[dict[str, str], date | None]:
    """The places an indicator is read beside, with what each is, and since when the model of the
    neighbours among them is in force: those its definition names, or all."""
    chosen = set(indicator.comparators or Indicator.Comparator.values)
    codes = {}
    if "region" in chosen:
        codes[area.region_code] = "Region"
    if "england" in chosen:
        codes[ENGLAND] = "England"
    newest = NEIGHBOURS.rows(area=area.code, on=on) if "neighbours" in chosen else []
    codes |= {row.code: NEIGHBOUR for row in newest if row.starts_on == newest[0].starts_on}
    codes.pop(area.code, None)
    return codes, newest[0].starts_on if newest else None


def side_by_side(actor: Actor, indicator: Indicator, own: str, on: date) -> list[Beside]:
    """The figures of an area, of its parts, and of the places it is compared with, each as far as
    the actor may see them: of others what may leave. Three statements."""
    area = Area.objects.filter(code=own).first()
    if area is None:
        return []
    codes, _ = _compared(indicator, area, on)
    rows = Series.objects.filter(
        Q(area__code__in=[own, *codes]) | Q(area__part_of_code=own), indicator=indicator
    ).select_related("area")
    words = {own: "our own", **codes}
    found = []
    for row in rows:
        what = words.get(row.area.code, "part of our area")
        is_ours = row.area.code not in codes
        whole = not CLASSES[indicator.disclosure].threshold or (
            is_ours and sees_all(actor, indicator.disclosure)
        )
        found.append(_beside(row, what, is_own=row.area.code == own, whole=whole))
    order = [own, *codes]
    found.sort(key=lambda each: (order.index(each.code) if each.code in order else 0.5, each.name))
    return found


def _beside(row: Series, what: str, *, is_own: bool, whole: bool) -> Beside:
    values: dict[int, float | None] = {}
    symbols: dict[int, str] = {}
    leaving = row.leaving or [None] * len(row.periods)
    for place, period in enumerate(row.periods):
        value, symbol = row.figures[place], row.symbols[place].replace(".", "")
        if not whole and value is not None and leaving[place] is None:
            symbol = SMALL
        values[period] = value if whole or value is None else leaving[place]
        symbols[period] = symbol
    said = "country" if what == "England" else lower_first(what)
    return Beside(row.area.code, row.area.name, said, values, symbols, is_own)


def _shown(place: Place, disclosure: str) -> tuple[float | None, str]:
    """The figure of another place, as it may leave."""
    symbol = (place.symbol or "").replace(".", "")
    if place.value is None or not CLASSES[disclosure].threshold:
        return place.value, symbol
    return place.leaves, "" if place.leaves is not None else SMALL
