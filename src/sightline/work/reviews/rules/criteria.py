"""The criteria that are judged one by one, each by its law. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sightline.foundation.errors import RuleBroken


@dataclass(frozen=True)
class Criterion:
    """One question that the law asks of a case."""

    key: str
    words: str
    source: str


NOTIFY = (
    Criterion(
        "abuse-or-neglect",
        "The authority knows or suspects that the child has been abused or neglected",
        "Children Act 2004 s16C(1)",
    ),
    Criterion(
        "died-or-harmed",
        "The child has died or been seriously harmed",
        "Children Act 2004 s16C(1)(a) and (b); serious harm includes long-term impairment of "
        "mental health or of intellectual, emotional, social or behavioural development",
    ),
    Criterion(
        "where",
        "It happened in the authority’s area, or outside England while the child normally lives in "
        "the area",
        "Children Act 2004 s16C(1)(a) and (b)",
    ),
)
"""What obliges the local authority to notify the Panel (R6.1; domain 1.1)."""

REVIEW = (
    Criterion(
        "improvements",
        "It highlights or may highlight improvements needed to safeguard and promote the welfare "
        "of children, also where they were identified before",
        "SI 2018/789 regulation 11",
    ),
    Criterion(
        "recurrent-themes",
        "It highlights or may highlight recurrent themes",
        "SI 2018/789 regulation 11",
    ),
    Criterion(
        "working-together",
        "It highlights or may highlight concerns about two or more organisations or agencies "
        "working together effectively",
        "SI 2018/789 regulation 11",
    ),
    Criterion(
        "panel-considered",
        "The Panel has considered it and concluded that a local review may be more appropriate",
        "SI 2018/789 regulation 11",
    ),
)
"""What the partners take into account for a local review (R6.3; domain 1.4)."""

MATTERS: Mapping[str, tuple[Criterion, ...]] = {"notify": NOTIFY}
"""What is judged, and the criteria of each."""

ANSWERS = {"met": "Met", "not-met": "Not met", "not-known": "Not known yet"}


def criterion(matter: str, key: str) -> Criterion | None:
    """The criterion with this key, where there is one."""
    return next((one for one in MATTERS.get(matter, ()) if one.key == key), None)


def not_judged(matter: str, judged: Iterable[str]) -> list[Criterion]:
    """Criteria of a matter that nobody has judged yet, in their order."""
    done = set(judged)
    return [one for one in MATTERS[matter] if one.key not in done]


def check_all_judged(matter: str, judged: Iterable[str]) -> None:
    """Refuse a decision while a criterion has not been judged."""
    left = not_judged(matter, judged)
    if left:
        raise RuleBroken(f"Judge each criterion first. Left: {left[0].words.lower()}.")
