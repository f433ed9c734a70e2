"""The published text as contents, and what the file holds for each of its headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .arrangement import Arrangement, Body, Contradiction, Duty, Paragraph, Section
from .schema import NOUNS, lists_of_parts

BESIDE_THE_TEXT = ("sections", "coverage")  # lists that are the text itself, not what it promises


@dataclass(frozen=True)
class Chapter:
    """A section of the text with the sections under it, as the headings say ("Leadership: …")."""

    section: Section
    under: tuple[Section, ...]


@dataclass(frozen=True)
class FromHeading:
    """What comes from one heading of the text."""

    bodies: tuple[Body, ...]
    duties: tuple[Duty, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True)
class Held:
    """One thing the file holds: what it is, its name, and the heading it cites."""

    noun: str
    id: str
    name: str


@dataclass(frozen=True)
class Covered:
    """One paragraph of the source, what the file holds for it, or why it holds nothing."""

    paragraph: Paragraph
    held: tuple[Held, ...]
    state: Literal["held", "explained", "uncovered"]


def chapters(arrangement: Arrangement) -> tuple[Chapter, ...]:
    """The list of contents: a section whose heading begins with another's stands under it."""
    found: list[tuple[Section, list[Section]]] = []
    for section in arrangement.sections:
        if found and section.heading.startswith(f"{found[-1][0].heading}: "):
            found[-1][1].append(section)
        else:
            found.append((section, []))
    return tuple(Chapter(section, tuple(under)) for section, under in found)


def from_heading(arrangement: Arrangement, heading: str) -> FromHeading:
    """Settle which bodies, duties and contradictions rest on a heading of the text (R0.1)."""
    return FromHeading(
        tuple(body for body in arrangement.bodies if heading in _headings_of_body(body)),
        tuple(duty for duty in arrangement.duties if duty.heading == heading),
        tuple(
            it
            for it in arrangement.contradictions
            if heading == it.heading or heading in {reading.heading for reading in it.readings}
        ),
    )


def coverage(arrangement: Arrangement) -> tuple[Covered, ...]:
    """Settle for each paragraph of the source what the file holds."""
    named = {f"{held.noun.replace(' ', '-')}:{held.id}": held for held in _everything(arrangement)}
    return tuple(_covered(paragraph, named) for paragraph in arrangement.coverage)


def _covered(paragraph: Paragraph, named: dict[str, Held]) -> Covered:
    held = tuple(_look_up(reference, named) for reference in paragraph.holds)
    if held:
        return Covered(paragraph, held, "held")
    return Covered(paragraph, (), "explained" if paragraph.why else "uncovered")


def _look_up(reference: str, named: dict[str, Held]) -> Held:
    noun, _, key = reference.partition(":")
    return named.get(reference) or Held(noun.replace("-", " "), key, key.replace("-", " "))


def _everything(arrangement: Arrangement) -> Iterator[Held]:
    for name in lists_of_parts():
        if name not in BESIDE_THE_TEXT:
            for part in getattr(arrangement, name):
                yield Held(NOUNS[name], part.id, name_of_part(part))


def name_of_part(part: Any) -> str:
    """What a reader calls a part of the file."""
    for field in ("name", "title", "promise", "about", "local", "does"):
        value = getattr(part, field, None)
        if isinstance(value, str):
            return value
    return str(part.id).replace("-", " ")


def _headings_of_body(body: Body) -> set[str]:
    stages = {stage.heading for stage in body.cadence if stage.heading}
    seats = {seat.heading for seat in body.seats if seat.heading}
    return {body.heading, *stages, *seats} | ({body.chair.heading} if body.chair.heading else set())
