"""The structure of the partnership in force on a day: who stands under whom, and where to draw it.

Left to right: the safeguarding partners with equal standing, the bodies they answer for, and the
bodies below those. Independent offices stand apart, joined by a broken line to what they watch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Literal

from .arrangement import Arrangement, Body
from .wording import cadence_in_words, chair_in_words

WIDTH, GAP, BETWEEN, LINE, EDGE = 228, 14, 56, 17, 4
LETTERS = 27  # of a title that fit on one line of a box


@dataclass(frozen=True)
class Branch:
    """A body, how it is chaired, how often it meets, and the bodies under it."""

    body: Body
    chair: str
    cadence: str
    under: tuple[Branch, ...]


@dataclass(frozen=True)
class Box:
    """One box of the picture."""

    kind: Literal["partner", "body", "office"]
    key: str
    lines: tuple[str, ...]
    note: str
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Tie:
    """A line from one box to the next column; broken where it is scrutiny, not reporting."""

    points: str
    is_broken: bool


@dataclass(frozen=True)
class Picture:
    """Boxes and lines with the size of the whole."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ties: tuple[Tie, ...]


def tree(arrangement: Arrangement, day: date) -> tuple[Branch, ...]:
    """Settle which bodies stand under which on a day (A1); a former board stands apart, last."""
    bodies = [body for body in arrangement.bodies if body.holds_on(day)]
    keys = {body.id for body in bodies}
    roots = [body for body in bodies if body.parent not in keys]
    roots.sort(key=lambda body: body.kind == "former-board")
    return tuple(_branch(root, bodies, arrangement, day) for root in roots)


def _branch(body: Body, bodies: list[Body], arrangement: Arrangement, day: date) -> Branch:
    under = tuple(_branch(it, bodies, arrangement, day) for it in bodies if it.parent == body.id)
    return Branch(body, chair_in_words(body, arrangement), cadence_on(body, day), under)


def cadence_on(body: Body, day: date) -> str:
    """How often a body must meet on a day, or that the arrangements print no figure."""
    for stage in body.cadence:
        begun = stage.starts_on is None or stage.starts_on <= day
        if begun and (stage.ends_on is None or day <= stage.ends_on):
            return cadence_in_words(stage)
    return "The arrangements print no frequency"


def picture(arrangement: Arrangement, day: date) -> Picture:
    """Lay out the structure in force on a day as boxes and lines (A1)."""
    partners = [it for it in arrangement.agencies if it.lead_partner and it.holds_on(day)]
    offices = [it for it in arrangement.roles if it.independent and it.holds_on(day)]
    first = 1 if partners or offices else 0
    drawn = _Columns()
    branches = [it for it in tree(arrangement, day) if it.body.kind != "former-board"]
    for branch in branches:
        drawn.add_branch(branch, first)
    left = [("partner", it.id, it.name, "Safeguarding partner") for it in partners]
    left += [("office", it.id, it.name, "Independent") for it in offices]
    root = (
        next((box for box in drawn.boxes if box.key == branches[0].body.id), None)
        if branches
        else None
    )
    drawn.add_left(left, root)
    return drawn.as_picture()


class _Columns:
    """Boxes placed so far; leaves take the next free place, a parent the middle of its leaves."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.ties: list[Tie] = []
        self.free = EDGE

    def add_branch(self, branch: Branch, column: int) -> Box:
        children = [self.add_branch(it, column + 1) for it in branch.under]
        box = _box("body", branch.body.id, branch.body.name, branch.body.short or "", column, 0)
        if children:
            middle = (children[0].middle + children[-1].middle) // 2
            box = _moved(box, max(EDGE, middle - box.height // 2))
            self.free = max(self.free, box.y + box.height + GAP)
        else:
            box = _moved(box, self.free)
            self.free += box.height + GAP
        self.boxes.append(box)
        self.ties += [Tie(_elbow(box, child), False) for child in children]
        return box

    def add_left(self, entries: list[tuple[str, str, str, str]], root: Box | None) -> None:
        boxes = [_box(kind, key, title, note, 0, 0) for kind, key, title, note in entries]
        height = sum(box.height for box in boxes) + GAP * (len(boxes) - 1)
        y = max(EDGE, (root.middle if root else 0) - height // 2)
        for box in boxes:
            placed = _moved(box, y)
            self.boxes.append(placed)
            y += box.height + GAP
            if root is not None:
                self.ties.append(Tie(_elbow(placed, root), placed.kind == "office"))

    def as_picture(self) -> Picture:
        right = max((box.x + box.width for box in self.boxes), default=0) + EDGE
        low = max((box.y + box.height for box in self.boxes), default=0) + EDGE
        return Picture(right, low, tuple(self.boxes), tuple(self.ties))


def _box(kind: str, key: str, title: str, note: str, column: int, y: int) -> Box:
    lines = tuple(wrap(title, LETTERS)[:4])
    height = 22 + LINE * (len(lines) + bool(note))
    x = EDGE + column * (WIDTH + BETWEEN)
    return Box(kind, key, lines, note, x, y, WIDTH, height)  # type: ignore[arg-type]


def _moved(box: Box, y: int) -> Box:
    return Box(box.kind, box.key, box.lines, box.note, box.x, y, box.width, box.height)


def _elbow(left: Box, right: Box) -> str:
    start, end = left.x + left.width, right.x
    half = (start + end) // 2
    return f"{start},{left.middle} {half},{left.middle} {half},{right.middle} {end},{right.middle}"


def bodies_in_order(branches: tuple[Branch, ...], depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """Every body once, each after the one it stands under, with how deep it stands."""
    for branch in branches:
        yield depth, branch
        yield from bodies_in_order(branch.under, depth + 1)
