"""The rapid review room: when it begins, and what an agency's own space allows (R6.2). Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

PURPOSES = {
    "facts": "What are the facts, as far as they are readily established?",
    "immediate-action": "Is action needed now to keep children safe, and what was shared?",
    "improvement": "What is the potential for improvement?",
    "next-steps": "What are the next steps, and is a local review needed?",
}
"""The four purposes of a rapid review, answered one by one (domain 1.3)."""

THEMES = {
    "contact": "Contact with the child or family",
    "concern": "Concern or referral",
    "decision": "Decision or plan",
    "missed": "Missed appointment or no access",
    "move": "Move or change of household",
    "other": "Something else",
}
SEEN = {"seen": "Seen", "not-seen": "Not seen", "not-said": "Not recorded"}
"""Whether an agency saw the child at an event."""


MOST_DOCUMENTS = 200


@dataclass(frozen=True)
class Happening:
    """One event of a chronology, as an agency tells it, without a name."""

    happened_on: date
    about_when: str
    what: str
    response: str
    theme: str
    child_seen: str


@dataclass(frozen=True)
class Summary:
    """What one agency knew of the family and makes of it."""

    known: str
    analysis: str
    immediate: str


def check_begin(*, is_notified: bool, is_withdrawn: bool, is_begun: bool) -> None:
    """Refuse a rapid review without a notification, after it was taken back, or twice."""
    if not is_notified:
        raise RuleBroken("A rapid review begins with what was sent to the Panel. Record it first.")
    if is_withdrawn:
        raise RuleBroken("The notification was taken back: no rapid review is required.")
    if is_begun:
        raise RuleBroken("The rapid review of this case has begun already.")


def check_caseworker(named: Iterable[str], keys: Set[str]) -> None:
    """Refuse who is not named to the case as its caseworker: sight for a time is for reading."""
    if keys.isdisjoint(named):
        raise RuleBroken("Have yourself named to the case as its caseworker first.")


def check_event(event: Happening, today: date) -> None:
    """Refuse an event to come, and one that says nothing."""
    if event.happened_on > today:
        raise RuleBroken("The day must not be in the future.", field="happened_on")
    if event.theme not in THEMES:
        raise RuleBroken("Choose what kind of event it is.", field="theme")
    check_told(event.what, "what", "Say what happened", least=5)


def check_submission(
    summary: Summary, *, is_submitted: bool, is_nil: bool, events: int, documents: int = 0
) -> None:
    """Refuse to submit twice, an empty summary, or a nil return beside events or documents."""
    check_is_draft(is_submitted)
    if is_nil and events:
        raise RuleBroken("Remove the events first: a nil return says that you knew nobody.")
    if is_nil and documents:
        raise RuleBroken("Remove the documents first: a nil return says that you knew nobody.")
    words = "Say how you looked" if is_nil else "Say what your agency knew and did"
    check_told(summary.known, "known", words)
    if not is_nil:
        check_told(summary.analysis, "analysis", "Say what your agency makes of it")


def check_is_draft(is_submitted: bool) -> None:
    """Refuse to change what was submitted: it is sealed."""
    if is_submitted:
        raise RuleBroken("This was submitted and is sealed. Ask the caseworker if it is wrong.")


def check_release(*, is_submitted: bool, is_released: bool) -> None:
    """Refuse to release what was not submitted, or twice."""
    if not is_submitted:
        raise RuleBroken("The agency has not submitted it yet.")
    if is_released:
        raise RuleBroken("It has been released to the panel already.")


def check_extension(*, until_on: date, stands_until_on: date, reason: str) -> None:
    """Refuse an extension that is none, or has no reason."""
    if until_on <= stands_until_on:
        raise RuleBroken("Choose a later day than the one that stands.", field="until_on")
    check_told(reason, "reason", "Say why they have more time", least=10)


def check_document(title: str, held: int) -> None:
    """Refuse a document without a name of its own, and more than an answer holds."""
    check_told(title, "title", "Say what it is", least=3)
    if held >= MOST_DOCUMENTS:
        raise RuleBroken(f"An answer holds at most {MOST_DOCUMENTS} documents.", field="upload")


def seal(
    summary: Summary,
    is_nil: bool,
    events: Iterable[Happening],
    documents: Iterable[tuple[str, str]] = (),
) -> str:
    """The seal of a submission: it changes with any word in it, and with the name or the content
    (by its hash) of any document."""
    told: list[object] = [asdict(summary), is_nil, [asdict(one) for one in events]]
    if filed := [list(one) for one in documents]:  # what was sealed before has none
        told.append(filed)
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def state(*, is_submitted: bool, is_released: bool, is_nil: bool, is_late: bool) -> str:
    """Where an agency's answer stands."""
    if is_released:
        return "released"
    if is_submitted:
        return "nil" if is_nil else "submitted"
    return "late" if is_late else "asked"


STATES = {
    "asked": ("Asked", "open"),
    "late": ("Overdue", "late"),
    "submitted": ("Submitted", "now"),
    "nil": ("Nil return", "quiet"),
    "released": ("Released to the panel", "done"),
}
"""Each state in words, and its tone."""
