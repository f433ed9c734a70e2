"""A control chart, and the small line that stands for one in a list.

What a point is, is told by its shape and by words as well as by colour: a ring for a point like any
other, a diamond for an improvement, a triangle for a concern, a square where neither is good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

from markupsafe import Markup

from sightline.foundation.govuk.charts.plain import (
    GRID,
    INK,
    MUTED,
    _document,
    _figure,
    _line,
    _round_step,
    _text,
)

Mark = Literal["", "improvement", "concern", "high", "low"]
WORDS = {
    "": "as the process runs",
    "improvement": "signal: better",
    "concern": "signal: worse",
    "high": "signal: high",
    "low": "signal: low",
}
COLOURS = {
    "": "#5d6b70", "improvement": "#17518a", "concern": "#a8480b", "high": "#54319f",
    "low": "#54319f",
}  # fmt: skip
# Drawn at 960 wide, shown as wide as the page: 20 units are about 16 pixels.
WIDTH, HEIGHT = 960, 420
LEFT, RIGHT, TOP, BOTTOM = 84, 150, 20, 56
NAME_ROOM = 19.0  # from the name of one line to the next
SPARK_WIDTH, SPARK_HEIGHT = 120, 28


@dataclass(frozen=True)
class ControlChart:
    """Points in order of time with their lines; None where a figure or a limit is unknown."""

    title: str
    description: str
    labels: Sequence[str]
    values: Sequence[float | None]
    marks: Sequence[Mark]
    centre: Sequence[float | None]
    lower: Sequence[float | None]
    upper: Sequence[float | None]
    target: Sequence[float | None] = ()  # in force for each figure
    unit: str = ""

    def svg(self, key: str = "chart") -> Markup:
        """Draw the chart; `key` tells its ids from those of other charts on the page."""
        low, high, step = self._range()
        parts: list[str] = []
        tick = low
        while tick <= high + step / 2:
            y = self._y(tick, low, high)
            parts.append(_line(LEFT, y, WIDTH - RIGHT, y, GRID, 1.5))
            parts.append(_text(LEFT - 10, y + 7, _figure(round(tick, 10)), "end", MUTED))
            tick += step
        parts += self._labels_along()
        for row, dash in ((self.upper, "8 5"), (self.centre, ""), (self.lower, "8 5")):
            parts += self._stepped(row, dash, low, high)
        parts += self._targets(low, high)
        parts += self._points(low, high)
        parts += self._names_of_lines(low, high)
        parts += _legend([mark for mark in WORDS if mark in self.marks], HEIGHT + 8)
        return _document(key, self.title, self.description, WIDTH, HEIGHT + 36, parts)

    def figure(self, key: str = "chart") -> Markup:
        """The chart with the sentence that says what to see; its table stands beside it."""
        return Markup(
            # a wide chart scrolls on a phone, by keyboard too
            '<figure class="app-figure app-control" tabindex="0">{}'
            "<figcaption>{}</figcaption></figure>"
        ).format(self.svg(key), self.description)

    def _range(self) -> tuple[float, float, float]:
        rows = (self.values, self.centre, self.lower, self.upper, self.target)
        known = [each for row in rows for each in row if each is not None] or [0.0, 1.0]
        low, high = min(known), max(known)
        if low > 0 and low < (high - low) * 0.6:
            low = 0.0  # where zero is near, it belongs to the picture
        step = _round_step((high - low) / 4 or 1)
        return (low // step) * step, -(-high // step) * step, step

    def _x(self, place: float) -> float:
        return LEFT + (place + 0.5) * (WIDTH - LEFT - RIGHT) / max(1, len(self.labels))

    def _y(self, value: float, low: float, high: float) -> float:
        return HEIGHT - BOTTOM - (value - low) / ((high - low) or 1) * (HEIGHT - TOP - BOTTOM)

    def _labels_along(self) -> list[str]:
        longest = max((len(label) for label in self.labels), default=1)
        room = (WIDTH - LEFT - RIGHT) / max(1, len(self.labels))
        every = max(1, -(-int(longest * 11.5 + 14) // max(1, int(room))))
        last = len(self.labels) - 1
        return [
            _text(self._x(place), HEIGHT - BOTTOM + 32, label, "middle", MUTED)
            for place, label in enumerate(self.labels)
            if (last - place) % every == 0
        ]

    def _stepped(
        self, row: Sequence[float | None], dash: str, low: float, high: float
    ) -> list[str]:
        """A line that may begin anew at another level."""
        half = (WIDTH - LEFT - RIGHT) / max(1, len(self.labels)) / 2
        parts, first = [], 0
        for place in range(1, len(row) + 1):
            if place < len(row) and row[place] == row[first]:
                continue
            value = row[first]
            if value is not None:
                y = self._y(value, low, high)
                ends = self._x(first) - half, self._x(place - 1) + half
                parts.append(_line(ends[0], y, ends[1], y, INK if not dash else MUTED, 2, dash))
            first = place
        return parts

    def _names_of_lines(self, low: float, high: float) -> list[str]:
        """What each line is that runs to the end, beside it; names that would lie upon one another
        are moved apart."""
        rows = (self.upper, self.centre, self.lower, self.target)
        names = ("Upper limit", "Mean", "Lower limit", "Target")
        ends = sorted(
            (self._y(row[-1], low, high) + 6, f"{name} {_figure(round(row[-1], 1))}")
            for row, name in zip(rows, names, strict=True)
            if row and row[-1] is not None
        )
        at = [y for y, _ in ends]
        for place in range(1, len(at)):
            at[place] = max(at[place], at[place - 1] + NAME_ROOM)
        over = max(0.0, at[-1] - (HEIGHT - BOTTOM + 14)) if at else 0.0
        for place in range(len(at) - 1, -1, -1):  # back up, where the last fell off the chart
            below = at[place + 1] - NAME_ROOM if place + 1 < len(at) else at[place] - over
            at[place] = min(at[place], below)
        return [
            f'<text x="{WIDTH - RIGHT + 6}" y="{y:.1f}" fill="{INK}" font-size="17">'
            f"{escape(says)}</text>"
            for y, (_, says) in zip(at, ends, strict=True)
        ]

    def _targets(self, low: float, high: float) -> list[str]:
        """The target in force; one that no longer holds is named where it began to."""
        half = (WIDTH - LEFT - RIGHT) / max(1, len(self.labels)) / 2
        parts, first = [], 0
        for place in range(1, len(self.target) + 1):
            if place < len(self.target) and self.target[place] == self.target[first]:
                continue
            value = self.target[first]
            if value is not None:
                y, start = self._y(value, low, high), self._x(first) - half
                end = self._x(place - 1) + half
                parts.append(_line(start, y, end, y, "#a8480b", 2, "2 5"))
                if place < len(self.target):
                    parts.append(_text(start + 6, y - 7, f"Target {_figure(value)}", "start", INK))
            first = place
        return parts

    def _points(self, low: float, high: float) -> list[str]:
        parts, run = [], []
        for place, value in enumerate([*self.values, None]):
            if value is not None:
                run.append(f"{self._x(place):.1f},{self._y(value, low, high):.1f}")
                continue
            if len(run) > 1:
                parts.append(
                    f'<polyline points="{" ".join(run)}" fill="none" stroke="#5d6b70" '
                    'stroke-width="2.5"/>'
                )
            run = []
        for place, value in enumerate(self.values):
            if value is None:
                continue
            mark = self.marks[place]
            says = f"{self.labels[place]}: {_figure(value)}{self.unit}, {WORDS[mark]}"
            parts.append(_shape(mark, self._x(place), self._y(value, low, high), says))
        return parts


@lru_cache(maxsize=4096)
def sparkline(figures: str, lower: float | None, upper: float | None, mark: Mark) -> Markup:
    """A line the size of a word: the points, the band between the limits, and the newest point by
    its shape. It repeats what the row says in words, so those who listen are spared it. `figures`
    are numbers with a space between and a dash where one is unknown; the same are drawn once."""
    values = [None if each == "-" else float(each) for each in figures.split()]
    known = [each for each in (*values, lower, upper) if each is not None]
    if not any(each is not None for each in values):
        return Markup()
    low, high = min(known), max(known)
    scale = (SPARK_HEIGHT - 8) / ((high - low) or 1)
    step = (SPARK_WIDTH - 8) / max(1, len(values) - 1)

    def y(value: float) -> int:
        return round(SPARK_HEIGHT - 4 - (value - low) * scale)

    points = [(round(4 + n * step), y(v)) for n, v in enumerate(values) if v is not None]
    band = ""
    if lower is not None and upper is not None:
        top = y(upper)
        band = f'<rect y="{top}" width="{SPARK_WIDTH}" height="{max(1, y(lower) - top)}"/>'
    line = " ".join(f"{x},{at}" for x, at in points)
    x, at = points[-1]
    return Markup(
        f'<svg class="app-spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" aria-hidden="true">'
        f'{band}<polyline points="{line}"/>{_small_shape(mark, x, at)}</svg>'
    )


def _small_shape(mark: Mark, x: int, y: int) -> str:
    if mark == "":
        return f'<circle cx="{x}" cy="{y}" r="2"/>'
    turned = {
        "improvement": f"M{x} {y - 4}l4 4-4 4-4-4z",
        "concern": f"M{x} {y - 5}l5 8h-10z",
    }.get(mark, f"M{x - 3} {y - 3}h6v6h-6z")
    return f'<path class="{mark}" d="{turned}"/>'


def _shape(mark: Mark, x: float, y: float, says: str) -> str:
    title, colour = f"<title>{escape(says)}</title>", COLOURS[mark]
    if mark == "":
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="#fff" stroke="{colour}" '
            f'stroke-width="2.5">{title}</circle>'
        )
    corners: tuple[tuple[int, int], ...]
    if mark == "improvement":
        corners = ((0, -10), (10, 0), (0, 10), (-10, 0))
    elif mark == "concern":
        corners = ((0, -11), (11, 9), (-11, 9))
    else:
        corners = ((-8, -8), (8, -8), (8, 8), (-8, 8))
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}" fill="{colour}">{title}</polygon>'


def _legend(marks: Sequence[str], y: float) -> list[str]:
    parts, x = [], float(LEFT)
    for mark in marks:
        parts.append(_shape(mark, x, y, WORDS[mark]))  # type: ignore[arg-type]
        parts.append(_text(x + 18, y + 7, WORDS[mark], "start", INK))
        x += 18 + len(WORDS[mark]) * 11 + 36
    return parts
