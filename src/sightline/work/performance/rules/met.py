"""What a reader of a file met on the lines before, so that it works nothing out twice."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

REMEMBERED = 10_000  # beginnings of lines


@dataclass
class Measured:
    """The measures of lines of one category and kind of period, by column; None before the first
    figure."""

    category: str
    kind: str
    numbers: list[int | None]


@dataclass
class Met:
    """What was met on the lines so far."""

    place_columns: tuple[int, ...]
    word_columns: tuple[int, ...]
    where: dict[tuple[str, ...], tuple[int, int, str]] = field(default_factory=dict)
    places: dict[Hashable, int] = field(default_factory=dict)
    measured: dict[tuple[str, ...], Measured] = field(default_factory=dict)
    by_category: dict[tuple[str, str], Measured] = field(default_factory=dict)

    def key_of(self, row: Sequence[str]) -> tuple[str, ...]:
        """The cells that say where and when."""
        return tuple([row[each] for each in self.place_columns])

    def measures_of(self, row: Sequence[str], kind: str, columns: int) -> Measured:
        """The measures of a line, by its words."""
        key = (kind, *[row[each] for each in self.word_columns])
        found = self.measured.get(key)
        if found is None:
            category = ", ".join(word for each in key[1:] if (word := each.strip()))
            found = self.by_category.setdefault(
                (category, kind), Measured(category, kind, [None] * columns)
            )
            if len(self.measured) >= REMEMBERED:
                self.measured.clear()
            self.measured[key] = found
        return found
