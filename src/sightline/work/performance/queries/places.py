"""Other places beside one's own: region, England, the statistical neighbours in force, parts of the
district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, FloatField, Func, TextField

from sightline.foundation.small_numbers import CLASSES
from sightline.foundation.statements import Statement, given
from sightline.work.performance.models import Area, Indicator, Series, StatisticalNeighbour
from sightline.work.performance.queries.records import SMALL

ENGLAND = "E92000001"


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
