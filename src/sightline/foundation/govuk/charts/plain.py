"""Line, bar and dot charts as SVG, for a page, a PDF and a Word file alike.

No style attribute is written, because the page's security policy blocks it. Each series has its own
mark and its own name at its end, so colour is never alone; and every chart has a table beside it,
which says the same in figures. A chart of any other kind is a library's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import floor, log10
from typing import Literal

from markupsafe import Markup

INK, GRID, MUTED = "#0b0c0c", "#d3dedd", "#484949"
COLOURS = ("#12626b", "#a8480b", "#54319f", "#17518a", "#6b4a00")
DASHES = ("", "7 4", "2 4", "10 3 2 3", "4 2")
# Drawn at 600 wide and shown at 345 on a phone, 22 units come out at about 12.6 pixels.
WIDTH, HEIGHT, TEXT = 600, 380, 22
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 24, 64
Kind = Literal["line", "bar", "dot"]


@dataclass(frozen=True)
class Series:
    """One row of figures; a gap where a figure is unknown."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class ReferenceLine:
    """A level to compare with, such as a target, a mean or a control limit."""

    name: str
    value: float


@dataclass(frozen=True)
class Chart:
    """What a chart shows: labels along, series up, and the sentence that says what to see."""

    title: str
    description: str
    labels: Sequence[str]
    series: Sequence[Series]
    kind: Kind = "line"
    lines: Sequence[ReferenceLine] = field(default_factory=tuple)
    unit: str = ""
    label_heading: str = "Period"

    def svg(self, key: str = "chart") -> Markup:
        """Draw the chart; `key` tells its ids from those of other charts on the page."""
        scale = _Scale.of(self)
        parts = [*_axes(self, scale), *_reference_lines(self, scale)]
        draw = _bars if self.kind == "bar" else _marks
        for place, series in enumerate(self.series):
            parts += draw(self, scale, place, series)
        height = HEIGHT
        if len(self.series) > 1:
            parts += _legend(self)
            height += 32 * len(self.series)
        return _document(key, self.title, self.description, WIDTH, height, parts)

    def figure(self, key: str = "chart") -> Markup:
        """The chart with its figures in a table folded below it."""
        return Markup(
            '<figure class="app-figure">{}<figcaption>{}</figcaption>'
            '<details class="govuk-details"><summary class="govuk-details__summary">'
            '<span class="govuk-details__summary-text">Figures of “{}”</span></summary>{}'
            "</details></figure>"
        ).format(self.svg(key), self.description, self.title, self.table())

    def table(self) -> Markup:
        """The same figures as a table."""
        head = [self.label_heading, *(each.name for each in self.series)]
        head += [each.name for each in self.lines]
        rows = [
            [label, *(_figure(each.values[place]) for each in self.series)]
            + [_figure(line.value) for line in self.lines]
            for place, label in enumerate(self.labels)
        ]
        headings = Markup().join(
            Markup('<th scope="col"{}>{}</th>').format(Markup(' class="n"') if place else "", text)
            for place, text in enumerate(head)
        )
        body = Markup().join(
            Markup('<tr><th scope="row">{}</th>{}</tr>').format(
                row[0], Markup().join(Markup('<td class="n">{}</td>').format(x) for x in row[1:])
            )
            for row in rows
        )
        return Markup(
            '<table class="app-table"><caption>{}</caption><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table>"
        ).format(self.title, headings, body)


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    step: float
    count: int

    @classmethod
    def of(cls, chart: Chart) -> _Scale:
        known = [value for each in chart.series for value in each.values if value is not None]
        known += [line.value for line in chart.lines]
        low, high = min([0.0, *known]), max([0.0, *known])
        step = _round_step((high - low) / 4 or 1)
        return cls(
            floor(low / step) * step, -floor(-(high or step) / step) * step, step, len(chart.labels)
        )

    def x(self, place: float) -> float:
        return LEFT + (place + 0.5) * (WIDTH - LEFT - RIGHT) / max(1, self.count)

    def y(self, value: float) -> float:
        span = (self.high - self.low) or 1
        return HEIGHT - BOTTOM - (value - self.low) / span * (HEIGHT - TOP - BOTTOM)

    def ticks(self) -> list[float]:
        steps = round((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(steps + 1)]


def _round_step(rough: float) -> float:
    size = 10.0 ** floor(log10(rough))
    return next(size * each for each in (1, 2, 2.5, 5, 10) if size * each >= rough * 0.999)


def _axes(chart: Chart, scale: _Scale) -> list[str]:
    parts = []
    for tick in scale.ticks():
        y = scale.y(tick)
        colour = INK if tick == 0 else GRID
        parts.append(_line(LEFT, y, WIDTH - RIGHT, y, colour, 1.5))
        parts.append(_text(LEFT - 8, y + 7, _figure(tick) + chart.unit, "end", MUTED))
    longest = max((len(label) for label in chart.labels), default=1)
    room = (WIDTH - LEFT - RIGHT) / max(1, scale.count)
    every = max(1, -(-int(longest * TEXT * 0.58 + 12) // max(1, int(room))))
    for place, label in enumerate(chart.labels):
        if place % every == 0:
            parts.append(_text(scale.x(place), HEIGHT - BOTTOM + 30, label, "middle", MUTED))
    return parts


def _reference_lines(chart: Chart, scale: _Scale) -> list[str]:
    parts = []
    for place, line in enumerate(chart.lines):
        y = scale.y(line.value)
        dash = DASHES[1 + place % (len(DASHES) - 1)]
        parts.append(_line(LEFT, y, WIDTH - RIGHT, y, INK, 2, dash))
        label = f"{line.name} {_figure(line.value)}{chart.unit}"
        parts.append(_text(WIDTH - RIGHT, y - 8, label, "end", INK))
    return parts


def _marks(chart: Chart, scale: _Scale, place: int, series: Series) -> list[str]:
    colour = COLOURS[place % len(COLOURS)]
    parts, run = [], []
    for each, value in enumerate([*series.values, None]):
        if value is not None:
            run.append(f"{scale.x(each):.1f},{scale.y(value):.1f}")
        elif run:
            if chart.kind == "line" and len(run) > 1:
                dash = f' stroke-dasharray="{DASHES[place % 5]}"' if DASHES[place % 5] else ""
                parts.append(
                    f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" '
                    f'stroke-width="3"{dash}/>'
                )
            run = []
    for each, value in enumerate(series.values):
        if value is not None:
            says = f"{series.name}, {chart.labels[each]}: {_figure(value)}{chart.unit}"
            parts.append(_mark(place, scale.x(each), scale.y(value), colour, says))
    return parts


def _bars(chart: Chart, scale: _Scale, place: int, series: Series) -> list[str]:
    colour = COLOURS[place % len(COLOURS)]
    room = (WIDTH - LEFT - RIGHT) / max(1, scale.count) * 0.74
    wide = room / max(1, len(chart.series))
    parts = []
    for each, value in enumerate(series.values):
        if value is None:
            continue
        x = scale.x(each) - room / 2 + place * wide
        top, foot = sorted((scale.y(value), scale.y(0)))
        says = f"{series.name}, {chart.labels[each]}: {_figure(value)}{chart.unit}"
        hollow = f'fill="{colour}"' if place % 2 == 0 else f'fill="#fff" stroke="{colour}"'
        parts.append(
            f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide - 3:.1f}" height="{foot - top:.1f}" '
            f'{hollow} stroke-width="3"><title>{escape(says)}</title></rect>'
        )
    return parts


def _mark(place: int, x: float, y: float, colour: str, says: str) -> str:
    title = f"<title>{escape(says)}</title>"
    shape = place % 3
    if shape == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}">{title}</circle>'
    if shape == 1:
        return (
            f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="#fff" '
            f'stroke="{colour}" stroke-width="3">{title}</rect>'
        )
    points = f"{x:.1f},{y - 8:.1f} {x + 8:.1f},{y + 6:.1f} {x - 8:.1f},{y + 6:.1f}"
    return f'<polygon points="{points}" fill="{colour}">{title}</polygon>'


def _legend(chart: Chart) -> list[str]:
    parts = []
    for place, series in enumerate(chart.series):
        y = HEIGHT + 32 * place + 6
        colour = COLOURS[place % len(COLOURS)]
        if chart.kind == "bar":
            hollow = f'fill="{colour}"' if place % 2 == 0 else f'fill="#fff" stroke="{colour}"'
            parts.append(
                f'<rect x="{LEFT}" y="{y - 10}" width="24" height="16" {hollow} stroke-width="3"/>'
            )
        else:
            parts.append(_mark(place, LEFT + 12, y - 2, colour, series.name))
        parts.append(_text(LEFT + 36, y + 6, series.name, "start", INK))
    return parts


def _document(
    key: str, title: str, description: str, width: int, height: int, parts: Sequence[str]
) -> Markup:
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc" font-size="{TEXT}">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, wide: float, dash: str = ""
) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{wide}"{dashes}/>'
    )


def _text(x: float, y: float, text: str, anchor: str, colour: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
