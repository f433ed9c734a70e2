"""What a document may hold. Text is plain: nothing in it is read as formatting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.foundation.govuk.words import day, number


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a section, and no level may be skipped on the way down."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break stays a line break."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, numbered where the order matters."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class TableOf:
    """A table whose headings repeat on each page; `numeric` names columns set to the right, and
    `shares` says how wide each column is beside the others: alike where nothing is said."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    numeric: frozenset[int] = frozenset()
    shares: Sequence[int] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing or a chart, with the words that stand for it."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    """Begin a new page."""


Part = Heading | Paragraph | Bullets | TableOf | Picture | PageBreak


@dataclass(frozen=True)
class Document:
    """A paper: what it is called, whose it is, how it is marked, its day, and what it holds."""

    title: str
    parts: Sequence[Part]
    on: date
    partnership: str = ""
    marking: str = ""
    subtitle: str = ""
    author: str = ""
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)
    pages: int = 0  # of the whole it is bound into; 0: it stands alone

    def __post_init__(self) -> None:
        """Refuse a skipped level of heading and a picture without words, as PDF/UA-1 does."""
        if not self.title.strip():
            raise ValueError("A document needs a title.")
        level = 0
        for part in self.parts:
            if isinstance(part, Heading):
                if not 1 <= part.level <= min(level + 1, 4):
                    raise ValueError(f"The heading “{part.text}” skips a level.")
                level = part.level
            if isinstance(part, Picture) and not part.alt.strip():
                raise ValueError("A picture needs words that stand for it.")


def cell_text(value: Any) -> str:
    """A value in a table of a document, in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int | float) else str(value)
