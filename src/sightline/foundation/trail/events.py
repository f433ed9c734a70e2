"""What an event is: a code, the sentence people read, and which of its facts are personal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Event:
    """A kind of line in the trail. `sentence` may name facts in braces; `personal` lists those
    facts that are about a person and are left out of exports."""

    code: str
    sentence: str
    personal: tuple[str, ...] = ()

    def told(self, facts: dict[str, object]) -> str:
        """The sentence with its facts filled in, days in words; an absent fact shows as a dash."""
        return self.sentence.format_map(
            _Dashes({name: _in_words(fact) for name, fact in facts.items()})
        )


class _Dashes(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "–"


def _in_words(fact: object) -> object:
    """A day that stands in the facts as 2025-12-29 is told as 29 December 2025."""
    if isinstance(fact, str) and DAY.fullmatch(fact):
        with suppress(ValueError):
            told = date.fromisoformat(fact)
            return f"{told.day} {told:%B %Y}"
    return fact


def declared(modules: Iterable[object]) -> Iterator[Event]:
    """Every event that the given `events` modules declare, by code."""
    found = {
        value.code: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Event)
    }
    return iter(sorted(found.values(), key=lambda event: event.code))


_sentences: dict[str, Event] = {}


def gather(modules: Iterable[object]) -> None:
    """Take in the declarations of every room at start-up; a code declared twice is an error."""
    for event in declared(modules):
        if _sentences.setdefault(event.code, event) != event:
            raise ValueError(f"The event '{event.code}' is declared twice.")


def tell(code: str, facts: dict[str, object]) -> str:
    """The sentence of a line in the trail; the code itself where its room is gone."""
    event = _sentences.get(code)
    return event.told(facts) if event else code.replace("_", " ")
