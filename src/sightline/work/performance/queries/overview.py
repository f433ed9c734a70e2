"""The page of many charts: what is raised above noise, and every indicator as one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    Func,
    IntegerField,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Right

from sightline.foundation.permissions import Actor
from sightline.foundation.statements import Statement, given
from sightline.work.performance.models import Series
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
    period: str
    newest: float | None
    symbol: str
    verdict: str
    assurance: str
    has_limits: bool
    is_raised: bool
    spark: tuple[str, float | None, float | None]  # the newest figures as `sparkline` takes them


@dataclass(frozen=True)
class Overview:
    """One place's indicators: what is raised above noise, and one page of all of them."""

    raised: list[Line]
    lines: list[Line]
    series: int
    flagged: int
    page: int
    pages: int


class _Known(NamedTuple):
    pk: int
    chance: float
    verdict: str


class _Row(NamedTuple):
    pk: int
    code: str
    name: str
    unit: str
    decimals: int
    kind: str
    disclosure: str
    period: int | None
    newest: float | None
    symbol: str
    figures: str
    leaves: float | None
    leaving: str | None
    verdict: str
    assurance: str
    has_limits: bool
    lower: float | None
    upper: float | None


def _last(field: str, kind: Any) -> Func:
    each = "%(expressions)s"
    return Func(F(field), template=f"({each})[cardinality({each})]", output_field=kind())


def _newest(field: str) -> Func:
    """The last figures of a row as one text: read as an array they take most of the page's time."""
    each = "%(expressions)s"
    part = f"({each})[greatest(cardinality({each}) - {SPARK_POINTS - 1}, 1):]"
    return Func(F(field), template=f"array_to_string({part}, ' ', '-')", output_field=TextField())


def _where_settled(then: Func) -> Case:
    """What leaves, unless fewer periods are settled than there are."""
    return Case(When(leaving__len=F("figures__len"), then=then), default=Value(None))


KNOWN = Statement(
    _Known,
    lambda: (
        Series.objects.filter(partnership=given("partnership", int), area__code=given("area", str))
        .order_by("indicator__name", "pk")
        .values_list("pk", "chance", "verdict")
    ),
)
ROWS = Statement(
    _Row,
    lambda: Series.objects.filter(pk__among=given("pks", list[int])).values_list(
        "pk", "indicator__code", "indicator__name", "indicator__unit", "indicator__decimals",
        "indicator__period_kind", "indicator__disclosure", _last("periods", IntegerField),
        _last("figures", FloatField), Right("symbols", 1, output_field=CharField()),
        _newest("figures"), _where_settled(_last("leaving", FloatField)),
        _where_settled(_newest("leaving")), "verdict",
        "assurance", "has_limits", "lower", "upper",
    ),
)  # fmt: skip


def overview(actor: Actor, area_code: str, page: int = 1) -> Overview:
    """The indicators of a place. Which charts are raised is settled over all of them at once, so
    that no more than a tenth of those raised are expected to be false."""
    known = KNOWN.rows(partnership=actor.partnership_id, area=area_code)
    marked = watching.raised([row.chance for row in known])
    raised = {row.pk for row, is_raised in zip(known, marked, strict=True) if is_raised}
    pages = max(1, -(-len(known) // PAGE))
    page = min(max(1, page), pages)
    shown = [row.pk for row in known[(page - 1) * PAGE : page * PAGE]]
    wanted = sorted({*shown, *list(raised)[:PAGE]})
    found = {row.pk: _line(actor, row, row.pk in raised) for row in ROWS.rows(pks=wanted)}
    by_chance = sorted((row for row in known if row.pk in found), key=lambda row: row.chance)
    return Overview(
        raised=[found[row.pk] for row in by_chance if row.pk in raised],
        lines=[found[number] for number in shown if number in found],
        series=len(known),
        flagged=sum(bool(row.verdict) for row in known),
        page=page,
        pages=pages,
    )


def _line(actor: Actor, row: _Row, is_raised: bool) -> Line:
    newest, figures, symbol = row.newest, row.figures, row.symbol.replace(".", "")
    if not sees_all(actor, row.disclosure):  # what nobody has settled yet is not shown
        newest, figures = row.leaves, row.leaving or ""
        if newest is None and row.newest is not None:
            symbol = SMALL
    return Line(
        code=row.code,
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        period=label(row.period, row.kind) if row.period else "",
        newest=newest,
        symbol=symbol,
        verdict=row.verdict,
        assurance=row.assurance,
        has_limits=row.has_limits,
        is_raised=is_raised,
        spark=(figures, row.lower, row.upper),
    )
