"""Small multiples: one small chart for each name, all on one scale, so that eyes compare heights.

Which is one's own is told by a word and by a thicker line, never by colour alone; a table beside
says the same in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 72, 16, 16, 36


@dataclass(frozen=True)
class Panel:
    """One small chart: whose it is, in a word what it is, and its figures by period."""

    name: str
    what: str
    values: Sequence[float | None]
    is_own: bool = False


@dataclass(frozen=True)
class SmallMultiples:
    """Charts of one measure side by side; a figure that is not known leaves a gap in its line."""

    title: str
    labels: Sequence[str]
    panels: Sequence[Panel]
    unit: str = ""

    def scale(self) -> tuple[float, float]:
        """The lowest and the highest line of every panel: the same for all of them, from zero where
        zero is near."""
        known = [each for panel in self.panels for each in panel.values if each is not None]
        low, high = min(known, default=0.0), max(known, default=1.0)
        if low > 0 and low < (high - low) * 0.6:
            low = 0.0
        step = _round_step((high - low) / 2 or 1)
        return (low // step) * step, -(-high // step) * step

    def figure(self, key: str = "multiples") -> Markup:
        """The charts as a list, each with a sentence that says what there is to see."""
        drawn = [
            Markup('<li><figure class="app-multiple"><figcaption>{}</figcaption>{}</figure></li>')
            .format(_called(panel), self._svg(panel, f"{key}-{number}"))
            for number, panel in enumerate(self.panels)
        ]  # fmt: skip
        return Markup('<ul class="govuk-list app-multiples">{}</ul>').format(Markup("").join(drawn))

    def _svg(self, panel: Panel, key: str) -> Markup:
        low, high = self.scale()

        def x(place: int) -> float:
            return LEFT + (place + 0.5) * (WIDTH - LEFT - RIGHT) / max(1, len(self.labels))

        def y(value: float) -> float:
            return HEIGHT - BOTTOM - (value - low) / ((high - low) or 1) * (HEIGHT - TOP - BOTTOM)

        parts = []
        for tick in (low, (low + high) / 2, high):
            parts.append(_line(LEFT, y(tick), WIDTH - RIGHT, y(tick), GRID, 1.5))
            parts.append(_text(LEFT - 8, y(tick) + 7, _figure(round(tick, 10)), "end", MUTED))
        for place, anchor in ((0, "start"), (len(self.labels) - 1, "end")):
            at = LEFT if place == 0 else WIDTH - RIGHT
            parts.append(_text(at, HEIGHT - 8, self.labels[place], anchor, MUTED))
        wide = 4 if panel.is_own else 2
        for run in _runs(panel.values):
            points = " ".join(f"{x(place):.1f},{y(value):.1f}" for place, value in run)
            parts.append(
                f'<polyline points="{points}" fill="none" stroke="{INK}" stroke-width="{wide}"/>'
            )
            parts += [
                f'<circle cx="{x(place):.1f}" cy="{y(value):.1f}" r="{wide}" fill="{INK}"/>'
                for place, value in run
            ]
        return _document(key, f"{self.title}: {panel.name}", self.says(panel), WIDTH, HEIGHT, parts)

    def says(self, panel: Panel) -> str:
        """What there is to see in one panel."""
        known = [(self.labels[n], v) for n, v in enumerate(panel.values) if v is not None]
        if not known:
            return "No figure that may be shown."
        first, last = known[0], known[-1]
        told = f"{_figure(last[1])}{self.unit} in {last[0]}"
        return (
            f"{told}, {_figure(first[1])}{self.unit} in {first[0]}."
            if len(known) > 1
            else f"{told}."
        )


def _called(panel: Panel) -> Markup:
    if panel.is_own:
        return Markup("<strong>{}</strong> {}").format(panel.name, panel.what)
    return Markup("{} {}").format(panel.name, panel.what)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]
