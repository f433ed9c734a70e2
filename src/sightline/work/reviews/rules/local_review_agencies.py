"""Information asked of agencies for a local review: on what basis, by when, chased and answered
(R6.4; domain 1.5). Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

BASES = {
    "s16h": "Required under section 16H of the Children Act 2004",
    "agreed": "Asked for, and given by agreement",
    "other": "Another basis",
}
"""On what basis information is asked for; the first is to be confirmed against the Act."""

WAYS = {
    "e-mail": "E-mail",
    "telephone": "Telephone",
    "letter": "Letter",
    "meeting": "In a meeting",
}
"""How somebody is chased."""

OUTCOMES = {
    "answered": "What is written here",
    "nil": "A nil return: the agency holds nothing",
    "refused": "A refusal, with its reason",
}
"""What an agency answers."""

STANDING = {
    "asked": ("Asked", "open"),
    "late": ("Overdue", "late"),
    "answered": ("Answered", "done"),
    "nil": ("Nil return", "quiet"),
    "refused": ("Refused", "late"),
}
"""Where a request stands, in words, and the tone of each."""


@dataclass(frozen=True)
class Asking:
    """What is asked of an agency, on what basis, on which day and by when."""

    words: str
    basis: str
    basis_words: str
    asked_on: date
    due_on: date


@dataclass(frozen=True)
class Answer:
    """What an agency answered, and on which day."""

    outcome: str
    words: str
    answered_on: date


def check_asking(given: Asking, *, initiated_on: date, today: date) -> None:
    """Refuse a request that says too little, has no basis, or is due before it is asked."""
    check_told(given.words, "words", "Say whom it is about and what you ask")
    if given.basis not in BASES:
        raise RuleBroken("Choose on what basis you ask.", field="basis")
    if given.basis == "other":
        check_told(given.basis_words, "basis_words", "Name the basis", least=5)
    if not initiated_on <= given.asked_on <= today:
        raise RuleBroken("Enter a day between the decision to initiate and today.",
                         field="asked_on")  # fmt: skip
    if given.due_on <= given.asked_on:
        raise RuleBroken("Give them until a day after it was asked.", field="due_on")


def check_chaser(how: str, chased_on: date, *, asked_on: date, today: date) -> None:
    """Refuse a chaser before the request, or in the future."""
    if how not in WAYS:
        raise RuleBroken("Choose how they were chased.", field="how")
    if not asked_on <= chased_on <= today:
        raise RuleBroken("Enter a day between the request and today.", field="chased_on")


def check_answer(given: Answer, *, asked_on: date, today: date) -> None:
    """Refuse an answer, a nil return or a refusal that says nothing."""
    if given.outcome not in OUTCOMES:
        raise RuleBroken("Choose what is answered.", field="outcome")
    sentence = {
        "answered": "Write what the agency answers",
        "nil": "Say how the agency looked",
        "refused": "Give the reason of the refusal",
    }[given.outcome]
    check_told(given.words, "words", sentence)
    if not asked_on <= given.answered_on <= today:
        raise RuleBroken("Enter a day between the request and today.", field="answered_on")


def check_open(*, is_answered: bool) -> None:
    """Refuse to chase, extend or answer what was answered: an answer is given once."""
    if is_answered:
        raise RuleBroken("This was answered. Ask the agency again if more is needed.")


def standing(*, outcome: str, due_on: date, today: date) -> str:
    """Where a request stands."""
    return outcome or ("late" if due_on < today else "asked")
