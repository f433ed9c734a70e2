"""Figures, verdicts and charts as pages show them."""

from __future__ import annotations

from typing import Any

from sightline.foundation.govuk.charts import ControlChart
from sightline.work.performance.models import Series
from sightline.work.performance.queries import SMALL, Picture
from sightline.work.performance.rules.layouts import SYMBOLS
from sightline.work.performance.rules.periods import STEP
from sightline.work.performance.rules.signals import FEWEST

VERDICTS = {
    "improvement": ("Better", "done"),
    "concern": ("Worse", "late"),
    "high": ("High", "soon"),
    "low": ("Low", "soon"),
}
ASSURANCE = {
    "passes": "Will meet its target",
    "fails": "Will not meet its target as it runs now",
    "hit-or-miss": "May or may not meet its target",
}
HIDDEN = "hidden: the count is small, or a small count could be worked out from it"
SYMBOL_WORDS = {**SYMBOLS, " ": SYMBOLS[""], SMALL: HIDDEN}
LEAVES = (
    "This holds what may leave the partnership: small counts are hidden, with what would give "
    "them away in totals, in shares or beside what was shown before."
)
RULES = (
    ("outside", "outside a limit"),
    ("run", "seven or more on one side of the mean"),
    ("trend", "seven or more rising or falling"),
    ("two_of_three", "two of three close to a limit"),
)


def figure(value: float | None, symbol: str, decimals: int, unit: str = "") -> str:
    """A figure with its unit, or the symbol that stands in its place; never zero for unknown."""
    if value is None:
        return f"[{symbol.strip()}]" if symbol.strip() else "blank"
    written = f"{value:,.{decimals}f}"
    if decimals and float(value).is_integer() and unit != "%":
        written = f"{value:,.0f}"
    return f"{written}%" if unit == "%" else written


def rules_broken(point) -> str:  # type: ignore[no-untyped-def]
    """Which rules flag a point, in words."""
    if point is None or not point.flags:
        return ""
    return ", ".join(words for name, words in RULES if getattr(point.flags, name))


def sentence(series: Series, picture: Picture) -> str:
    """What there is to see in a chart, in a sentence or two."""
    name = series.indicator
    if not picture.known:
        return "No figure is on record yet."
    newest = picture.known[-1]
    if picture.gaps:
        return _of_gaps(series, picture)
    told = f"{figure(newest.value, '', name.decimals, name.unit)} in {newest.label}."
    if picture.is_small:
        return f"{told} The counts are so small that limits would mean nothing: each new count is "\
            "compared with the chance of it."  # fmt: skip
    if not picture.reading.has_limits:
        return f"{told} Fewer than {FEWEST} points since the limits began: no limits are claimed."
    point = newest.point
    assert point is not None
    assert point.lines is not None
    if not point.flags:
        told += " The newest figure is as the process runs: no more than its usual movement."
    else:
        word = VERDICTS[point.verdict][0].lower()
        told += f" A signal: {word}, because it is {rules_broken(point)}."
    if picture.reading.assurance:
        told += f" {ASSURANCE[picture.reading.assurance]}."
    return told


def _of_gaps(series: Series, picture: Picture) -> str:
    """What there is to see between rare events."""
    where, point = picture.gaps[-1]
    apart = f"{point.value:,.0f} {_between(series, picture)}"
    told = f"The last event, in {where}, came {apart} after the one before."
    if not point.flags:
        return f"{told} That is no more than their usual distance."
    word = VERDICTS[point.verdict][0].lower()
    return f"{told} A signal: {word}, because it is {rules_broken(point)}."


def _between(series: Series, picture: Picture) -> str:
    if picture.kind == "g":
        return "cases"
    if picture.counts_days:
        return "days"
    step = STEP.get(series.indicator.period_kind, 12)
    return {1: "months", 3: "quarters"}.get(step, "years")


def chart_of(series: Series, picture: Picture) -> ControlChart:
    """The chart of a picture: the same for the page, for print and for documents."""
    if picture.gaps:
        return _chart_of_gaps(series, picture)
    points = [entry.point for entry in picture.entries]
    lines = [point.lines if point else None for point in points]
    lines = [line or _beside(lines, place) for place, line in enumerate(lines)]
    title = f"{series.indicator.name}, {series.area.name}"
    return ControlChart(
        title=title,
        description=sentence(series, picture),
        labels=[entry.label for entry in picture.entries],
        values=[entry.value for entry in picture.entries],
        marks=[point.verdict if point else "" for point in points],
        centre=[line.centre if line else None for line in lines],
        lower=[line.lower if line else None for line in lines],
        upper=[line.upper if line else None for line in lines],
        target=[series.indicator.target_at(entry.period) for entry in picture.entries],
        unit="%" if series.indicator.unit == "%" else "",
    )


def _chart_of_gaps(series: Series, picture: Picture) -> ControlChart:
    points = [point for _, point in picture.gaps]
    lines = [point.lines for point in points]
    return ControlChart(
        title=f"{series.indicator.name}, {series.area.name}: {_between(series, picture)} between",
        description=sentence(series, picture),
        labels=[where for where, _ in picture.gaps],
        values=[point.value for point in points],
        marks=[point.verdict for point in points],
        centre=[line.centre if line else None for line in lines],
        lower=[line.lower if line else None for line in lines],
        upper=[line.upper if line else None for line in lines],
    )


def _beside(lines, place: int):  # type: ignore[no-untyped-def]
    """The lines run on across a period without a figure."""
    before = next((each for each in reversed(lines[:place]) if each), None)
    return before or next((each for each in lines[place:] if each), None)


def chart_of_headline(shown: dict[str, Any]) -> ControlChart:
    """The chart of a headline figure, of what may leave."""
    centre, lower, upper = (list(each) for each in zip(*shown["lines"], strict=True))
    told = figure(shown["value"], shown["symbol"], shown["decimals"], shown["unit"])
    return ControlChart(
        title=f"{shown['name']}, {shown['area']}",
        description=f"{told} in {shown['period']}, after {len(shown['values']) - 1} earlier ones.",
        labels=shown["labels"],
        values=shown["values"],
        marks=shown["marks"],
        centre=centre,
        lower=lower,
        upper=upper,
        target=[shown["target"]] * len(shown["values"]),
        unit="%" if shown["unit"] == "%" else "",
    )
