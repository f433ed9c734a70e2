"""What a module of e-learning must hold, and what answers come to (R8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.foundation.errors import RuleBroken

KINDS = {
    "one": "One answer is right",
    "several": "Several answers are right",
    "truth": "True or false",
}
TRUTH = ("True", "False")
MOST_PAGES, MOST_QUESTIONS, MOST_OPTIONS = 40, 40, 10


@dataclass(frozen=True)
class Marked:
    """What the answers to a module come to: each question in turn, and all together."""

    each: tuple[bool, ...]
    score: int
    has_passed: bool


def read_options(kind: str, typed: str) -> list[dict[str, Any]]:
    """The answers offered, one a line as somebody typed them, a star before each that is right;
    raise `RuleBroken` where nobody could answer rightly."""
    lines = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    starred = [line.startswith("*") for line in lines]
    words = [line.lstrip("*").strip() for line in lines]
    if kind == "truth" and sorted(words) != sorted(TRUTH):
        raise _refused("Write True and False on a line each, with a star before the right one.")
    if not 2 <= len(words) <= MOST_OPTIONS:
        raise _refused(f"Write 2 to {MOST_OPTIONS} answers, one a line.")
    if not all(words):
        raise _refused("Write words after each star.")
    if len({each.casefold() for each in words}) < len(words):
        raise _refused("Two of the answers are the same.")
    if kind == "several" and not any(starred):
        raise _refused("Put a star before each answer that is right.")
    if kind != "several" and sum(starred) != 1:
        raise _refused("Put a star before the one answer that is right.")
    return [{"words": said, "is_right": right} for said, right in zip(words, starred, strict=True)]


def typed_options(options: Iterable[Mapping[str, Any]]) -> str:
    """The answers as they are typed."""
    return "\n".join(f"{'* ' if one['is_right'] else ''}{one['words']}" for one in options)


def check_publish(pages: Sequence[Any], questions: Sequence[Any]) -> None:
    """Raise unless there is something to read and something to answer."""
    missing = [name for name, rows in (("a page", pages), ("a question", questions)) if not rows]
    if missing:
        raise RuleBroken(f"Add {' and '.join(missing)} before the module is published.")


def check_tries(finished_on: Iterable[date], today: date, tries_a_day: int) -> None:
    """Raise where somebody had as many tries today as a day has."""
    if sum(day == today for day in finished_on) >= tries_a_day:
        times = "once" if tries_a_day == 1 else f"{tries_a_day} times"
        raise RuleBroken(f"You have tried this {times} today. Read it again and try tomorrow.")


def mark(
    questions: Sequence[Mapping[str, Any]], answers: Sequence[Sequence[int]], pass_mark: int
) -> Marked:
    """Mark the answers: a question counts where exactly the right options were chosen. Whoever
    reaches the pass mark has passed; the score is rounded down, so that it never shows more."""
    each = tuple(
        {at for at, one in enumerate(asked["options"]) if one["is_right"]} == set(chosen)
        for asked, chosen in zip(questions, answers, strict=True)
    )
    right, of = sum(each), len(each)
    return Marked(each, 100 * right // of, 100 * right >= pass_mark * of)


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field="options")
