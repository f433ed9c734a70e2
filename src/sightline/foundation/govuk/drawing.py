"""Boxes and connectors as SVG: who stands below whom, each box a link.

Boxes stand in levels, each as near under the boxes above it as its neighbours allow. The same
structure comes as a nested list, for those who listen rather than look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

BOX, GAP, LEVEL_GAP, PAD = 208, 24, 60, 14
TITLE_LINE, SMALL_LINE = 21, 18
TITLE_CHARS, SMALL_CHARS = 21, 26
INK, MUTED, EDGE, TINT = "#123c43", "#484949", "#5f7f84", "#f1f6f5"


@dataclass(frozen=True)
class Node:
    """A box: its title, a line below it, and where it leads."""

    key: str
    title: str
    subtitle: str = ""
    href: str = ""


@dataclass(frozen=True)
class Edge:
    """A line from an upper box to a lower one; dashed for a looser tie; `says` names it."""

    upper: str
    lower: str
    dashed: bool = False
    says: str = ""


@dataclass
class Drawing:
    """Nodes and edges, drawn in levels."""

    title: str
    description: str
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    widest: int = 5

    def svg(self, key: str = "drawing") -> Markup:
        """Draw the boxes and what joins them."""
        places, width, height = self._placed()
        parts = [self._edge(edge, places) for edge in self.edges if self._joins(edge, places)]
        parts += [self._node(node, places[node.key]) for node in self.nodes]
        return Markup(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'role="group" aria-labelledby="{key}-title {key}-desc">'
            f'<title id="{key}-title">{escape(self.title)}</title>'
            f'<desc id="{key}-desc">{escape(self.description)}</desc>{"".join(parts)}</svg>'
        )

    def figure(self, key: str = "drawing") -> Markup:
        """The drawing, with the same structure as a list folded below it."""
        return Markup(
            '<figure class="app-figure"><div class="app-drawing" tabindex="0" role="region" '
            'aria-label="{}">{}</div><figcaption>{}</figcaption></figure>'
            '<details class="govuk-details"><summary class="govuk-details__summary">'
            '<span class="govuk-details__summary-text">The same as a list</span></summary>'
            '<div class="govuk-details__text">{}</div></details>'
        ).format(self.title, self.svg(key), self.description, self.as_list())

    def as_list(self) -> Markup:
        """The structure as a nested list; a box that has several above it is told in full once."""
        told: set[str] = set()
        lowers = {edge.lower for edge in self.edges}
        roots = [node for node in self.nodes if node.key not in lowers] or list(self.nodes[:1])
        listed = [self._item(node, "", told) for node in roots]
        # Boxes that only a circle holds up have no root above them, yet must not be lost.
        listed += [self._item(node, "", told) for node in self.nodes if node.key not in told]
        return Markup('<ul class="govuk-list govuk-list--bullet app-tree">{}</ul>').format(
            Markup().join(listed)
        )

    def _item(self, node: Node, says: str, told: set[str]) -> Markup:
        known = {each.key: each for each in self.nodes}
        name: Markup | str = node.title
        if node.href:
            name = Markup('<a class="govuk-link" href="{}">{}</a>').format(node.href, node.title)
        text = Markup("{}{}{}").format(
            name, f", {node.subtitle}" if node.subtitle else "", f" ({says})" if says else ""
        )
        if node.key in told:
            return Markup("<li>{}</li>").format(text)
        told.add(node.key)
        below = [
            self._item(known[edge.lower], edge.says, told)
            for edge in self.edges
            if edge.upper == node.key and edge.lower in known
        ]
        inner = Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(
            Markup().join(below)
        )
        return Markup("<li>{}{}</li>").format(text, inner if below else "")

    def _placed(self) -> tuple[dict[str, tuple[float, float, float]], int, int]:
        rows = list(_broken(self.levels(), self.widest))
        width = max((len(row) for row in rows), default=1) * (BOX + GAP) + GAP
        places: dict[str, tuple[float, float, float]] = {}
        y = float(GAP)
        for row in rows:
            tall = max(_height(node) for node in row)
            centres = {node.key: self._wish(node, places, width) for node in row}
            ordered = sorted(row, key=lambda node: centres[node.key])
            for node, x in zip(ordered, _spread([centres[n.key] for n in ordered], width),
                               strict=True):  # fmt: skip
                places[node.key] = (x, y, tall)
            y += tall + LEVEL_GAP
        return places, width, int(y - LEVEL_GAP + GAP)

    def _wish(self, node: Node, places: dict[str, tuple[float, float, float]], width: int) -> float:
        above = [places[e.upper][0] + BOX / 2 for e in self.edges
                 if e.lower == node.key and e.upper in places]  # fmt: skip
        return sum(above) / len(above) if above else width / 2

    def levels(self) -> list[list[Node]]:
        """Each node one level below the lowest above it; a circle is cut where it closes."""
        uppers: dict[str, list[str]] = {node.key: [] for node in self.nodes}
        for edge in self.edges:
            if edge.lower in uppers and edge.upper in uppers and edge.lower != edge.upper:
                uppers[edge.lower].append(edge.upper)
        depth: dict[str, int] = {}

        def settle(key: str, seen: frozenset[str]) -> int:
            if key not in depth:
                above = [each for each in uppers[key] if each not in seen]
                found = max((settle(each, seen | {key}) + 1 for each in above), default=0)
                if len(above) < len(uppers[key]):
                    return found
                depth[key] = found
            return depth[key]

        levels: dict[int, list[Node]] = {}
        for node in self.nodes:
            levels.setdefault(settle(node.key, frozenset([node.key])), []).append(node)
        return [levels[level] for level in sorted(levels)]

    @staticmethod
    def _joins(edge: Edge, places: dict[str, tuple[float, float, float]]) -> bool:
        return edge.upper in places and edge.lower in places and edge.upper != edge.lower

    @staticmethod
    def _edge(edge: Edge, places: dict[str, tuple[float, float, float]]) -> str:
        x1, y1, tall1 = places[edge.upper]
        x2, y2, _ = places[edge.lower]
        start, end = (x1 + BOX / 2, y1 + tall1), (x2 + BOX / 2, y2)
        turn = end[1] - LEVEL_GAP / 2
        dash = ' stroke-dasharray="6 5"' if edge.dashed else ""
        return (
            f'<path d="M{start[0]:.0f} {start[1]:.0f}V{turn:.0f}H{end[0]:.0f}V{end[1]:.0f}" '
            f'fill="none" stroke="{EDGE}" stroke-width="2"{dash}/>'
        )

    @staticmethod
    def _node(node: Node, place: tuple[float, float, float]) -> str:
        x, y, tall = place
        titles, smalls = wrapped(node.title, TITLE_CHARS), wrapped(node.subtitle, SMALL_CHARS)
        used = len(titles) * TITLE_LINE + len(smalls) * SMALL_LINE
        line, middle = y + (tall - used) / 2 + 15, x + BOX / 2
        parts = [
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX}" height="{tall:.0f}" rx="6" '
            f'fill="{TINT}" stroke="{INK}" stroke-width="1.5"/>'
        ]
        lines = []
        for text, look, step in (
            *(
                (text, 'class="title" font-size="17" font-weight="700"', TITLE_LINE)
                for text in titles
            ),
            *((text, f'font-size="15" fill="{MUTED}"', SMALL_LINE) for text in smalls),
        ):
            lines.append(f'<tspan x="{middle:.0f}" y="{line:.0f}" {look}>{escape(text)}</tspan>')
            line += step
        # The spaces between lines part the words for those who listen.
        parts.append(f'<text text-anchor="middle" fill="{INK}">{" ".join(lines)}</text>')
        if not node.href:
            return f"<g>{''.join(parts)}</g>"
        return f'<a href="{escape(node.href)}">{"".join(parts)}</a>'


def wrapped(text: str, longest: int) -> list[str]:
    """Break text into lines of at most so many characters, between words where it can be."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _spread(wishes: Sequence[float], width: int) -> list[float]:
    """Left edges as near to the wished centres as boxes side by side allow."""
    if len(set(wishes)) <= 1:
        start = (wishes[0] if wishes else 0) - (len(wishes) * (BOX + GAP) - GAP) / 2
        start = min(max(start, GAP), width - len(wishes) * (BOX + GAP))
        return [start + place * (BOX + GAP) for place in range(len(wishes))]
    edges: list[float] = []
    for wish in wishes:
        least = edges[-1] + BOX + GAP if edges else GAP
        edges.append(max(least, wish - BOX / 2))
    most = float(width - GAP - BOX)
    for place in reversed(range(len(edges))):
        edges[place] = min(edges[place], most)
        most = edges[place] - BOX - GAP
    return edges


def _height(node: Node) -> float:
    titles, smalls = wrapped(node.title, TITLE_CHARS), wrapped(node.subtitle, SMALL_CHARS)
    return float(len(titles) * TITLE_LINE + len(smalls) * SMALL_LINE + 2 * PAD)


def _broken(levels: Iterable[list[Node]], widest: int) -> Iterable[list[Node]]:
    for level in levels:
        for start in range(0, len(level), widest):
            yield level[start : start + widest]
