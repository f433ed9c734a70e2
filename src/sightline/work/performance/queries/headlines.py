"""The headline figures that anybody may read, and what is written down for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.foundation.statements import Objects, given
from sightline.work.performance.models import Figure, Headline, Indicator, Series
from sightline.work.performance.queries.picture import picture
from sightline.work.performance.queries.places import comparison
from sightline.work.performance.queries.records import WITHOUT_RIGHTS, series_of

MOST_HEADLINES = 40
HEADLINE = Objects(
    lambda: Headline.objects.filter(indicator=given("indicator", int), ended_at__isnull=True).defer(
        "shown"
    )
)


def headlines(partnership_id: int) -> list[Headline]:
    """What the public page of a partnership shows, by name; one statement."""
    rows = Headline.objects.filter(partnership=partnership_id, ended_at__isnull=True)
    rows = rows.defer("marked_by", "ended_by").select_related(None)
    return sorted(rows[:MOST_HEADLINES], key=lambda row: str(row.shown.get("name", "")).lower())


def headline_of(indicator: Indicator) -> Headline | None:
    """The headline that an indicator stands under now, if it does."""
    return next(iter(HEADLINE.rows(indicator=indicator.pk)), None)


def what_is_shown(indicator: Indicator, area_code: str, on: date) -> dict[str, Any]:
    """An indicator as it may leave: figures by period, lines of its chart, other places, source.
    Empty where there is nothing to show."""
    series = series_of(indicator, area_code)
    if series is None:
        return {}
    found = picture(WITHOUT_RIGHTS, series, leaves=True)
    if not found.entries:
        return {}
    newest = found.entries[-1]
    beside = comparison(indicator, series.area, newest.period, on)
    points = [entry.point for entry in found.entries]
    lines = [point.lines if point else None for point in points]
    return {
        "name": indicator.name,
        "question": indicator.question,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "target": indicator.target_at(newest.period),
        "area": series.area.name,
        "period": newest.label,
        "value": newest.value,
        "symbol": newest.symbol,
        "labels": [entry.label for entry in found.entries],
        "values": [entry.value for entry in found.entries],
        "symbols": [entry.symbol for entry in found.entries],
        "marks": [point.verdict if point else "" for point in points],
        "lines": [[line.centre, line.lower, line.upper] if line else [None] * 3 for line in lines],
        "beside": [list(row) for row in beside.rows],
        "average": beside.average,
        "neighbours_since": beside.starts_on.isoformat() if beside.starts_on else "",
        "source": _source(indicator, series, newest.period),
    }


def _source(indicator: Indicator, series: Series, period: int) -> dict[str, str]:
    """Which release brought the newest figure."""
    rows = Figure.objects.filter(series=series, period=period).order_by("-release_id")
    names = ("release__title", "release__published_on", "release__submission")
    title, day, sealed = rows.values_list(*names)[0]
    who = indicator.agency.name if indicator.agency else ""
    title = "return of figures" if sealed else title
    return {"release": title, "on": day.isoformat(), "agency": who}
