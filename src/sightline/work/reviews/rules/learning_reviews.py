"""Learning reviews that are no local reviews: of good practice, of one agency, reflective (R6.7);
and those that were begun under the former Board, which finishes them within twelve months (R0.5).
Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.local_review_findings import FINDING_THEMES
from sightline.work.reviews.rules.words import check_told

KINDS = {
    "good-practice": "Review of good practice",
    "lessons": "Learning lessons review",
    "single-agency": "Single agency review",
    "reflective": "Reflective review",
}
"""Kinds of learning review besides the local review (R6.7)."""

FORMER_KINDS = {
    "serious-case": "Serious case review",
    "below-serious": "Review below the threshold of a serious case review",
    "former-local": "Local child safeguarding practice review of the former Board",
}
"""What a review begun under the former Board is called, as it was then (R0.5)."""

ALL_KINDS = {**KINDS, **FORMER_KINDS}

SHOWS = {"well": "What worked well", "better": "What should be better"}
"""A finding says one or the other: learning is not only from what went wrong."""


@dataclass(frozen=True)
class Begun:
    """A learning review as the group begins it: who asked for it and when, of which kind, why,
    whose work is looked at, who leads, by what method, and whether a child or family is in it."""

    kind: str
    is_about_child: bool
    asked_by: str
    asked_on: date
    why: str
    agencies: tuple[str, ...]
    lead: str
    method: str


@dataclass(frozen=True)
class BegunBefore:
    """A review begun under the former Board: its old name, under which rules, when and why."""

    kind: str
    guidance: str
    began_on: date
    why: str
    agencies: tuple[str, ...]
    lead: str
    method: str


@dataclass(frozen=True)
class FoundHere:
    """A finding of a learning review."""

    shows: str
    words: str
    evidence: str
    theme: str


@dataclass(frozen=True)
class Ended:
    """How a learning review ended: when, and what was learnt. Of one begun under the former Board
    also on which day it was published, if it was, and why and with whose approval it was late."""

    completed_on: date
    learnt: str
    published_on: date | None = None
    late_reason: str = ""
    late_approved_by: str = ""
    late_approved_on: date | None = None


def check_begun(given: Begun, *, today: date) -> None:
    """Refuse a learning review that does not say who asked for it, why, of whom, led by whom and
    how; of one agency, exactly one is named."""
    if given.kind not in KINDS:
        raise RuleBroken("Choose what kind of review it is.", field="kind")
    check_told(given.asked_by, "asked_by", "Say who asked for it", least=3)
    if given.asked_on > today:
        raise RuleBroken("The day must not be in the future.", field="asked_on")
    _check_work(given.why, given.agencies, given.lead, given.method)
    if given.kind == "single-agency" and len(given.agencies) != 1:
        raise RuleBroken("A single agency review looks at one agency.", field="agencies")


def check_begun_before(
    given: BegunBefore, *, changed_over_on: date | None, has_board: bool
) -> None:
    """Refuse a review of the former Board where the arrangements name none, or one that began when
    they had already taken effect: that one is theirs."""
    if not has_board or changed_over_on is None:
        raise RuleBroken("The arrangements name no former Board, or no day on which they began.")
    if given.kind not in FORMER_KINDS:
        raise RuleBroken("Choose what it was called.", field="kind")
    check_told(given.guidance, "guidance", "Say under which rules it was begun", least=5)
    if given.began_on >= changed_over_on:
        raise RuleBroken(
            "It must have begun before the new arrangements took effect.", field="began_on"
        )
    _check_work(given.why, given.agencies, given.lead, given.method)


def _check_work(why: str, agencies: tuple[str, ...], lead: str, method: str) -> None:
    check_told(why, "why", "Say why it is held")
    if not agencies:
        raise RuleBroken("Select whose work is looked at.", field="agencies")
    check_told(lead, "lead", "Say who leads it", least=3)
    check_told(method, "method", "Say how it is done", least=5)


def check_under_way(*, is_complete: bool) -> None:
    """Refuse work on a review that is complete."""
    if is_complete:
        raise RuleBroken("This review is complete: nothing is added to it.")


def check_naming(*, is_named: bool, reason: str) -> None:
    """Refuse to name somebody twice, or without a reason."""
    if is_named:
        raise RuleBroken("They see this review already.", field="seat")
    check_told(reason, "reason", "Say why they are named", least=10)


def check_step(words: str, happened_on: date, *, began_on: date, today: date) -> None:
    """Refuse progress that says nothing, or lies outside the review."""
    if not began_on <= happened_on <= today:
        raise RuleBroken("Enter a day between its beginning and today.", field="happened_on")
    check_told(words, "words", "Say what was done", least=10)


def check_found(given: FoundHere) -> None:
    """Refuse a finding that does not say what it shows, what shows it, or under which theme."""
    if given.shows not in SHOWS:
        raise RuleBroken("Choose what it shows.", field="shows")
    check_told(given.words, "words", "Write what was found, and why it came about")
    check_told(given.evidence, "evidence", "Say what shows it")
    if given.theme not in FINDING_THEMES:
        raise RuleBroken("Choose a theme.", field="theme")


def check_ended(
    given: Ended, *, findings: int, began_on: date, due_on: date | None, today: date
) -> None:
    """Refuse to complete a review without a finding or what was learnt, or outside its time. One of
    the former Board that ends late says why and with whose approval, and is not refused for it."""
    if not findings:
        raise RuleBroken("Record first what the review found.")
    if not began_on <= given.completed_on <= today:
        raise RuleBroken("Enter a day between its beginning and today.", field="completed_on")
    check_told(given.learnt, "learnt", "Say what was learnt")
    if due_on is None and given.published_on is not None:
        raise RuleBroken("A learning review is passed on, and not published.", field="published_on")
    if given.published_on is not None and not given.completed_on <= given.published_on <= today:
        raise RuleBroken("Enter a day between its end and today.", field="published_on")
    if is_late(given, due_on):
        check_told(given.late_reason, "late_reason", "It ends late: say why", least=10)
        check_told(given.late_approved_by, "late_approved_by", "Say who approved it", least=3)
        approved = given.late_approved_on
        if approved is None or not began_on <= approved <= today:
            raise RuleBroken("Enter the day it was approved.", field="late_approved_on")


def is_late(given: Ended, due_on: date | None) -> bool:
    """Whether a review ended after its day; only then it is kept why."""
    return due_on is not None and given.completed_on > due_on


def check_passed(title: str, words: str) -> None:
    """Refuse to pass on learning that says nothing to who does not know the review."""
    check_told(title, "title", "Give it a heading", least=5)
    check_told(words, "words", "Write what was learnt, for people who do not know the review")


def check_taken_up(words: str, decided_on: date, *, is_taken_up: bool, passed_on: date,
                   today: date) -> None:  # fmt: skip
    """Refuse an answer of the group that says nothing, is given twice, or was decided before the
    learning was passed to it."""
    if is_taken_up:
        raise RuleBroken("The group has answered this already.")
    check_told(words, "words", "Say what the group does with it")
    if not passed_on <= decided_on <= today:
        raise RuleBroken("Enter a day since it was passed on.", field="decided_on")


def stage(*, is_complete: bool, due_on: date | None, today: date) -> str:
    """Where a learning review stands."""
    if is_complete:
        return "complete"
    return "late" if due_on is not None and due_on < today else "going-on"


STAGES = {
    "going-on": ("Going on", "open"),
    "late": ("Overdue", "late"),
    "complete": ("Complete", "done"),
}
"""Each stage in words, and its tone."""
