"""Bars that lie across the page, each under its own name: for names too long to stand below a bar.

As in `plain`, no style attribute is written, every bar carries its figure, and a table says the
same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from sightline.foundation.govuk.charts.plain import COLOURS, GRID, INK, TEXT, WIDTH, Chart, Series

LONGEST, ROW, THICK, ROOM = 46, 62, 20, 110  # letters of a name; units of a row, a bar, a figure


@dataclass(frozen=True)
class BarsAcross:
    """What it shows: a bar for each name, out of `most`, and the sentence that says what to see."""

    title: str
    description: str
    names: Sequence[str]
    values: Sequence[float]
    most: float = 100
    unit: str = "%"
    name_heading: str = "Name"

    def svg(self, key: str = "bars") -> Markup:
        """Draw the bars; `key` tells its ids from those of other charts on the page."""
        parts, full = [], WIDTH - ROOM
        for place, (name, value) in enumerate(zip(self.names, self.values, strict=True)):
            y = place * ROW + TEXT
            wide = full * max(0.0, min(1.0, value / self.most))
            shown = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
            bar = f'y="{y + 10}" height="{THICK}"'
            parts += [
                f'<text x="0" y="{y}" fill="{INK}">{escape(shown)}</text>',
                f'<rect x="0" {bar} width="{full}" fill="#fff" stroke="{GRID}" stroke-width="2"/>',
                f'<rect x="0" {bar} width="{wide:.1f}" fill="{COLOURS[0]}"/>',
                f'<text x="{WIDTH}" y="{y + 28}" text-anchor="end" fill="{INK}">'
                f"{value:g}{escape(self.unit)}</text>",
            ]
        return Markup(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} '
            f'{max(1, len(self.names)) * ROW}" role="img" '
            f'aria-labelledby="{key}-title {key}-desc" font-size="{TEXT}">'
            f'<title id="{key}-title">{escape(self.title)}</title>'
            f'<desc id="{key}-desc">{escape(self.description)}</desc>{"".join(parts)}</svg>'
        )

    def figure(self, key: str = "bars") -> Markup:
        """The bars with their figures in a table folded below them."""
        as_table = Chart(
            self.title, self.description, self.names, [Series(self.unit, self.values)],
            label_heading=self.name_heading,
        )  # fmt: skip
        return Markup(
            '<figure class="app-figure">{}<figcaption>{}</figcaption>'
            '<details class="govuk-details"><summary class="govuk-details__summary">'
            '<span class="govuk-details__summary-text">Figures of “{}”</span></summary>{}'
            "</details></figure>"
        ).format(self.svg(key), self.description, self.title, as_table.table())
