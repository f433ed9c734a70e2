"""What a local review finds, what was learnt on the way, and its end, which is not its publication
(R6.4; domain 1.6). Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

FINDING_THEMES = {
    "child-heard": "The child’s experience and voice",
    "family": "Work with parents, fathers and the wider family",
    "risk": "Assessment of risk and thresholds",
    "sharing": "Sharing and use of information",
    "together": "Agencies working together",
    "challenge": "Supervision, challenge and management",
    "equality": "Culture, ethnicity, language and disability",
    "system": "Capacity, systems and commissioning",
    "other": "Something else",
}
"""Themes under which findings of several reviews can be read together."""


@dataclass(frozen=True)
class Found:
    """A finding: what it is, what shows it, why it came about, and its theme."""

    words: str
    evidence: str
    theme: str


@dataclass(frozen=True)
class Learnt:
    """What was learnt before the end, what was done at once, on which day, and who was told."""

    words: str
    done: str
    acted_on: date
    told: str


def check_finding(given: Found) -> None:
    """Refuse a finding that says little, has nothing that shows it, or no theme."""
    check_told(given.words, "words", "Write what was found, and why it came about")
    check_told(given.evidence, "evidence", "Say what shows it")
    if given.theme not in FINDING_THEMES:
        raise RuleBroken("Choose a theme.", field="theme")


def check_learnt(given: Learnt, *, today: date) -> None:
    """Refuse interim learning that was not acted on: it does not wait for the report."""
    check_told(given.words, "words", "Say what was learnt")
    check_told(given.done, "done", "Say what was done at once", least=10)
    check_told(given.told, "told", "Say who was told", least=3)
    if given.acted_on > today:
        raise RuleBroken("The day must not be in the future.", field="acted_on")


def check_completion(
    *, findings: int, is_current: bool, drafted_on: date, completed_on: date, today: date
) -> None:
    """Refuse to complete a review without a finding, on a version that a later one replaced, or on
    a day before that version or to come."""
    if not findings:
        raise RuleBroken("Record first what the review found.")
    if not is_current:
        raise RuleBroken("A later draft is filed. Name the last one.", field="draft")
    if not drafted_on <= completed_on <= today:
        raise RuleBroken("Enter a day between the final version and today.",
                         field="completed_on")  # fmt: skip
