"""The page of many charts: what is raised above noise, and every indicator as one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sightline.foundation.permissions import Actor
from sightline.work.performance.models import (
    Series,
)
from sightline.work.performance.queries.records import SMALL, sees_all
from sightline.work.performance.rules import watching
from sightline.work.performance.rules.periods import label

SPARK_POINTS = 24
PAGE = 200


@dataclass(frozen=True)
class Line:
    """One indicator on the page of many charts."""

    code: str
    name: str
    unit: str
    decimals: int
    polarity: str
    period: str
    newest: float | None
    symbol: str
    verdict: str
    assurance: str
    has_limits: bool
    points: int
    is_raised: bool
    spark: tuple[list[float | None], float | None, float | None]


@dataclass(frozen=True)
class Overview:
    """One place's indicators: what is raised above noise, and one page of all of them."""

    raised: list[Line]
    lines: list[Line]
    series: int
    flagged: int
    page: int
    pages: int


OF_LINE = (
    "pk", "chance", "indicator__code", "indicator__name", "indicator__unit",
    "indicator__decimals", "indicator__polarity", "indicator__period_kind",
    "indicator__disclosure", "periods", "figures", "symbols", "verdict", "assurance",
    "has_limits", "lower", "upper", "leaving",
)  # fmt: skip


class _Known(NamedTuple):
    pk: int
    chance: float
    verdict: str


def overview(actor: Actor, area_code: str, page: int = 1) -> Overview:
    """The indicators of a place. Which charts are raised is settled over all of them at once, so
    that no more than a tenth of those raised are expected to be false."""
    rows = Series.objects.filter(partnership=actor.partnership_id, area__code=area_code)
    ordered = rows.order_by("indicator__name", "pk")
    known = [_Known(*row) for row in ordered.values_list("pk", "chance", "verdict")]
    marked = watching.raised([row.chance for row in known])
    raised = {row.pk for row, is_raised in zip(known, marked, strict=True) if is_raised}
    pages = max(1, -(-len(known) // PAGE))
    page = min(max(1, page), pages)
    shown = [row.pk for row in known[(page - 1) * PAGE : page * PAGE]]
    found = {
        row[0]: _line(actor, row, row[0] in raised)
        for row in rows.filter(pk__in={*shown, *list(raised)[:PAGE]}).values_list(*OF_LINE)
    }
    by_chance = sorted((row for row in known if row.pk in found), key=lambda row: row.chance)
    return Overview(
        raised=[found[row.pk] for row in by_chance if row.pk in raised],
        lines=[found[number] for number in shown if number in found],
        series=len(known),
        flagged=sum(bool(row.verdict) for row in known),
        page=page,
        pages=pages,
    )


def _line(actor: Actor, row: tuple[Any, ...], is_raised: bool) -> Line:
    (_, _, code, name, unit, decimals, polarity, kind, disclosure, periods, figures, symbols,
     verdict, assurance, has_limits, lower, upper, leaving) = row  # fmt: skip
    shown = figures
    if not sees_all(actor, disclosure):  # what nobody has settled yet is not shown
        shown = leaving if len(leaving) == len(figures) else [None] * len(figures)
    is_small = bool(figures) and shown[-1] is None and figures[-1] is not None
    return Line(
        code=code,
        name=name,
        unit=unit,
        decimals=decimals,
        polarity=polarity,
        period=label(periods[-1], kind) if periods else "",
        newest=shown[-1] if shown else None,
        symbol=SMALL if is_small else symbols[-1:].replace(".", ""),
        verdict=verdict,
        assurance=assurance,
        has_limits=has_limits,
        points=sum(each is not None for each in figures),
        is_raised=is_raised,
        spark=(shown[-SPARK_POINTS:], lower, upper),
    )
