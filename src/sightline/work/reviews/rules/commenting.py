"""Answers to a decision not to publish the report of a review, to which the partners have regard
(R6.5; SI 2018/789 regulations 15 and 16). Pure Python."""

from __future__ import annotations

from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.publishing import PUBLISH
from sightline.work.reviews.rules.words import check_told

ANSWER = {"panel": "The Panel", "secretary-of-state": "The Secretary of State"}
"""Who is sent the justification, and may answer it (R6.5)."""


def check_comment(
    *, sender: str, words: str, received_on: date, outcome: str, decided_on: date | None,
    today: date,
) -> None:  # fmt: skip
    """Refuse an answer where the report is published or nothing is decided, one of nobody, one that
    says nothing, or one that came before the decision."""
    if decided_on is None or outcome == PUBLISH:
        raise RuleBroken("The decision that stands is not one against publishing the report.")
    if sender not in ANSWER:
        raise RuleBroken("Choose who answers.", field="sender")
    if not decided_on <= received_on <= today:
        raise RuleBroken("Enter a day between the decision and today.", field="received_on")
    check_told(words, "words", "Write what they say", least=5)


def check_considered(
    *, words: str, considered_on: date, received_on: date, is_considered: bool, today: date
) -> None:
    """Refuse to consider an answer twice, before it came, or without saying what was made of it."""
    if is_considered:
        raise RuleBroken("It is recorded already what was made of this answer.")
    if not received_on <= considered_on <= today:
        raise RuleBroken("Enter a day between its coming and today.", field="considered_on")
    check_told(words, "words", "Say what was made of it")
