"""Drafts of a local review’s report, and agencies’ check that they are accurate (R6.4). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

OUTCOMES = {
    "accurate": ("Accurate", "done"),
    "corrections": ("Asks for corrections", "soon"),
}
"""What an agency answers about a draft, in words, and the tone of each."""


@dataclass(frozen=True)
class Drafted:
    """A draft: the day it is of, who wrote it, and what changed since the one before."""

    drafted_on: date
    author: str
    changed: str


def check_draft(given: Drafted, *, is_first: bool, last: date | None, today: date) -> None:
    """Refuse a draft without its author or what changed, of a day to come, or older than the one
    before."""
    check_told(given.author, "author", "Say who wrote it", least=3)
    if given.drafted_on > today:
        raise RuleBroken("The day must not be in the future.", field="drafted_on")
    if last is not None and given.drafted_on < last:
        raise RuleBroken("A later draft is filed already.", field="drafted_on")
    if not is_first:
        check_told(given.changed, "changed", "Say what changed since the last draft", least=10)


def check_asking(*, asked_on: date, due_on: date, drafted_on: date, today: date) -> None:
    """Refuse to ask an agency about a draft before there was one, or without time to answer."""
    if not drafted_on <= asked_on <= today:
        raise RuleBroken("Enter a day between the draft and today.", field="asked_on")
    if due_on <= asked_on:
        raise RuleBroken("Give them until a day after it was asked.", field="due_on")


def check_answer(
    outcome: str, answered_on: date, *, is_answered: bool, asked_on: date, today: date
) -> None:
    """Refuse a second answer of one agency to one draft, or one before it was asked."""
    if is_answered:
        raise RuleBroken("They have answered about this draft. Ask them about the next one.")
    if outcome not in OUTCOMES:
        raise RuleBroken("Choose what they answer.", field="outcome")
    if not asked_on <= answered_on <= today:
        raise RuleBroken("Enter a day between the request and today.", field="answered_on")


def check_correction(wanted: str, is_accepted: bool, reason: str, *, outcome: str) -> None:
    """Refuse a correction of who asks for none, and one that is turned down without a reason."""
    if outcome != "corrections":
        raise RuleBroken("Record first that the agency asks for corrections.")
    check_told(wanted, "wanted", "Say what they want corrected", least=10)
    if not is_accepted:
        check_told(reason, "reason", "Say why it is not accepted", least=10)
