"""What is wrong with an arrangement file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from .arrangement import Arrangement

Loc = tuple[str | int, ...]
"""Where something stands in the file: ("duties", 3, "stages", 0, "from")."""


@dataclass(frozen=True)
class Problem:
    """One fault: the file, the line where it can be told, the place, what is wrong, what may be."""

    file: str
    line: int | None
    place: str
    wrong: str
    allowed: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        parts = [f"{where}:", f"{self.place}:" if self.place else "", self.wrong, self.allowed]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Checked:
    """The outcome of a check: an arrangement and no problem, or problems and no arrangement."""

    arrangement: Arrangement | None
    problems: tuple[Problem, ...]


class ArrangementRefused(ValueError):
    """The file has problems, all of them listed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class Found(NamedTuple):
    """A fault found by a check, before its file, its line and the nearest name are looked up.

    A hostile file may hold a hundred thousand faults: looking things up waits until it is known
    which of them are shown.
    """

    loc: Loc
    wrong: str
    allowed: str
    given: str = ""  # a name that leads nowhere …
    among: Collection[str] = ()  # … and the names that would have done


def remedy(fault: Found) -> str:
    """Say what is allowed, the nearest name first."""
    names = sorted(fault.among) if isinstance(fault.among, set | frozenset) else list(fault.among)
    near = get_close_matches(fault.given[:100], names, n=1)
    hint = f'Did you mean "{near[0]}"? ' if near else ""
    more = f" and {len(names) - 50} more" if len(names) > 50 else ""
    return f"{hint}{fault.allowed}{', '.join(names[:50])}{more}{'.' if names else ''}"
