"""The family’s part in a local review, and what practitioners tell (R6.4; domain 1.6). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

WAYS = {
    "visit": "A visit",
    "meeting": "A meeting",
    "letter": "A letter",
    "telephone": "Telephone or video",
    "advocate": "Through an advocate or interpreter",
    "other": "Something else",
}
"""By what a member of the family is spoken to."""

STEPS = {
    "offered": ("Offered to take part", "open"),
    "declined": ("Declined", "quiet"),
    "took-part": ("Took part", "done"),
    "draft-told": ("Told of the draft", "now"),
    "draft-view": ("Gave their view of the draft", "done"),
}
"""What happened with a member of the family, in words, and the tone of each."""

IN_THEIR_WORDS = ("took-part", "draft-view")
LINE = re.compile(r"(?P<agency>.*\S)\s*:\s*(?P<number>[0-9]{1,4})")
MOST = 500


@dataclass(frozen=True)
class Planned:
    """How a member of the family is to be involved: who of the partnership speaks to them, by what,
    and what is to be thought of."""

    speaker: str
    way: str
    words: str


@dataclass(frozen=True)
class Told:
    """An event with practitioners: the day, what it was about, how many came of whom, and what was
    learnt."""

    held_on: date
    about: str
    came: str
    learnt: str


def check_plan(given: Planned) -> None:
    """Refuse a plan that does not say who speaks to somebody, by what, and how."""
    check_told(given.speaker, "speaker", "Say who speaks to them", least=3)
    if given.way not in WAYS:
        raise RuleBroken("Choose by what they are spoken to.", field="way")
    check_told(given.words, "words", "Say what is planned, and what is to be thought of")


def check_step(
    step: str, words: str, happened_on: date, *, before: Collection[str], today: date
) -> None:
    """Refuse an answer to what was not offered, a view of a draft they were not told of, and a
    contribution without their words."""
    if step not in STEPS:
        raise RuleBroken("Choose what happened.", field="step")
    if step in ("declined", "took-part") and "offered" not in before:
        raise RuleBroken("Record first that it was offered to them.", field="step")
    if step == "draft-view" and "draft-told" not in before:
        raise RuleBroken("Record first that they were told of the draft.", field="step")
    if step in IN_THEIR_WORDS:
        check_told(words, "words", "Write what they said, in their words", least=5)
    if happened_on > today:
        raise RuleBroken("The day must not be in the future.", field="happened_on")


def counted(came: str) -> dict[str, int]:
    """How many came of each agency, from lines such as `Police: 3`."""
    found: dict[str, int] = {}
    for line in came.splitlines():
        if not line.strip():
            continue
        told = LINE.fullmatch(line.strip())
        if told is None or not 1 <= int(told["number"]) <= MOST:
            raise RuleBroken("Write one agency a line with a number, such as Police: 3.",
                             field="came")  # fmt: skip
        if told["agency"] in found:
            raise RuleBroken("An agency stands there twice.", field="came")
        found[told["agency"]] = int(told["number"])
    if not found:
        raise RuleBroken("Say how many came, agency by agency.", field="came")
    return found


def check_event(given: Told, *, today: date) -> None:
    """Refuse an event to come, or one of which nothing is said."""
    if given.held_on > today:
        raise RuleBroken("The day must not be in the future.", field="held_on")
    check_told(given.about, "about", "Say what it was about", least=5)
    check_told(given.learnt, "learnt", "Say what was learnt")
