"""One indicator at several places, side by side on one scale."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.govuk.charts.multiples import Panel, SmallMultiples
from sightline.foundation.requests import PageRequest, page, render
from sightline.work.performance import permissions, queries
from sightline.work.performance.rules.periods import label
from sightline.work.performance.views import drawing


@page(permissions.see_figures)
def side_by_side(request: PageRequest, code: str) -> HttpResponse:
    """Our own figures beside those of the places they are compared with, and of our own parts."""
    held = queries.indicator(request.actor, code)
    framework = queries.framework_of(request.actor.partnership_id)
    own = framework.area_code if framework else ""
    rows = queries.side_by_side(request.actor, held, own, request.today)
    periods = sorted({period for row in rows for period in row.values})[-queries.MOST_BESIDE :]
    labels = [label(period, held.period_kind) for period in periods]
    charts = SmallMultiples(
        title=held.name,
        labels=labels,
        panels=[
            Panel(row.name, f"({row.what})", [row.values.get(each) for each in periods], row.is_own)
            for row in rows
        ],
        unit="%" if held.unit == "%" else "",
    )
    context = {
        "indicator": held,
        "charts": charts.figure() if periods else "",
        "labels": labels,
        "rows": [(row, [_cell(row, each, held.decimals, held.unit) for each in periods])
                 for row in rows],
        "symbols": drawing.SYMBOL_WORDS,
        "breadcrumbs": [
            ("Data set", reverse("performance:data_set")),
            (held.name, reverse("performance:indicator", args=[held.code])),
        ],
        "wide": True,
    }  # fmt: skip
    return render(request, "performance/side_by_side.html", context)


def _cell(row: queries.Beside, period: int, decimals: int, unit: str) -> str:
    if period not in row.values:
        return "none"
    return drawing.figure(row.values[period], row.symbols[period], decimals, unit)
