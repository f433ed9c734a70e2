"""Recommending and deciding on a local review, its six months and its delays (R6.2 to R6.4).
Pure Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.criteria import ANSWERS, REVIEW
from sightline.work.reviews.rules.rapid_review import PURPOSES
from sightline.work.reviews.rules.words import check_told

LOCAL_REVIEW = "local-review"
OUTCOMES = {
    LOCAL_REVIEW: "A local child safeguarding practice review",
    "no-review": "No review",
    "other-learning": "Learning in another way",
}
"""What the group recommends and the Executive decides (R6.3, R6.7)."""

NO_VIEW = "no-view"
POSITIONS = {**OUTCOMES, NO_VIEW: "No view was given"}

APPROVALS = {"approve": "I approve the delay", "refuse": "I do not approve it"}
"""What a lead partner answers who is asked to approve a delay (R6.4)."""

GROUNDS = {
    "criminal": "Criminal investigation",
    "inquest": "Inquest",
    "prosecution": "Prosecution",
    "other": "Something else",
}
"""Why a local review is delayed (R6.4)."""

TOLD = {"panel": "The Panel", "secretary-of-state": "The Secretary of State"}
"""Who is told of each delay (R6.4)."""

TOLD_OF_DECISION = {**TOLD, "ofsted": "Ofsted"}


def told_of(outcome: str) -> dict[str, str]:
    """Who is told of a decision: the Panel of each (R6.3), the others where a local review is
    initiated (domain 1.5, to be confirmed)."""
    return TOLD_OF_DECISION if outcome == LOCAL_REVIEW else {"panel": TOLD["panel"]}


@dataclass(frozen=True)
class Judged:
    """What was judged of one criterion, and why."""

    answer: str
    reasons: str


@dataclass(frozen=True)
class Held:
    """What one lead partner holds, and why."""

    outcome: str
    reasons: str


@dataclass(frozen=True)
class Recommended:
    """A recommendation of the group, with each criterion of a local review by its key."""

    criteria: Mapping[str, Judged]
    outcome: str
    reasons: str
    agreed_on: date


@dataclass(frozen=True)
class Decided:
    """A decision of the Executive: each criterion by its key, each lead partner's position by the
    number of its place."""

    criteria: Mapping[str, Judged]
    positions: Mapping[int, Held]
    outcome: str
    reasons: str
    dissent: str
    panel_view: str
    decided_on: date
    changed_because: str = ""


@dataclass(frozen=True)
class Proposed:
    """A delay that the Executive is asked to approve: why, what shows it, and until when."""

    ground: str
    reason: str
    evidence: str
    until_on: date


@dataclass(frozen=True)
class Delayed(Proposed):
    """A delay that the Executive approved, and on which day; and on which days the Panel and the
    Secretary of State were told, where they were already."""

    approved_on: date
    told: Mapping[str, date]


def check_criteria(criteria: Mapping[str, Judged]) -> None:
    """Refuse a recommendation or decision while a criterion is not judged, or has no reasons."""
    for one in REVIEW:
        judged = criteria.get(one.key)
        if judged is None or judged.answer not in ANSWERS:
            raise RuleBroken("Say whether it is met.", field=f"answer-{one.key}")
        check_told(judged.reasons, f"reasons-{one.key}", "Give the reasons for this criterion")
    if set(criteria) != {one.key for one in REVIEW}:
        raise RuleBroken("There is no such criterion.")


def check_recommendation(
    given: Recommended, *, answered: Iterable[str], began_on: date, today: date
) -> None:
    """Refuse a recommendation before the four purposes are answered: it ends the rapid review."""
    left = [words for key, words in PURPOSES.items() if key not in set(answered)]
    if left:
        raise RuleBroken(f"Answer the four purposes first. Left: {left[0]}")
    check_criteria(given.criteria)
    _check_outcome(given.outcome, "Choose what the group recommends.")
    check_told(given.reasons, "reasons", "Give the reasons of the recommendation")
    _check_day(given.agreed_on, "agreed_on", began_on, today)


def check_decision(
    given: Decided, *, partners: Iterable[int], began_on: date, today: date, is_first: bool
) -> None:
    """Refuse a decision that lacks a criterion, a partner's position or its reasons; one that
    passes over a partner who holds something else; and another one without saying why."""
    check_criteria(given.criteria)
    _check_positions(given.positions, set(partners))
    _check_outcome(given.outcome, "Choose what the Executive decides.")
    check_told(given.reasons, "reasons", "Give the reasons of the decision")
    against = [one for one in given.positions.values() if one.outcome != given.outcome]
    if any(one.outcome != NO_VIEW for one in against):
        check_told(given.dissent, "dissent", "A partner holds something else: record the dissent")
    _check_day(given.decided_on, "decided_on", began_on, today)
    if not is_first:
        check_told(given.changed_because, "changed_because", "Say why it is decided anew")


def _check_positions(positions: Mapping[int, Held], partners: set[int]) -> None:
    if set(positions) - partners:
        raise RuleBroken("Choose among the safeguarding partners.")
    for number in sorted(partners):
        held = positions.get(number)
        if held is None or held.outcome not in POSITIONS:
            raise RuleBroken("Say what this partner holds.", field=f"holds-{number}")
        check_told(held.reasons, f"position-{number}", "Give the partner’s reasons", least=10)


def _check_outcome(outcome: str, sentence: str) -> None:
    if outcome not in OUTCOMES:
        raise RuleBroken(sentence, field="outcome")


def _check_day(day: date, field: str, first: date, today: date) -> None:
    if day > today:
        raise RuleBroken("The day must not be in the future.", field=field)
    if day < first:
        raise RuleBroken("The day must not be before the rapid review began.", field=field)


def initiated_on(decided_on: date, stands: date | None) -> date:
    """The day from which the six months run: of the first decision to initiate that still stands.
    To decide the same anew does not set the clock back."""
    return decided_on if stands is None else min(stands, decided_on)


def check_still_running(ended: tuple[str, date] | None) -> None:
    """Refuse a delay of six months that have ended."""
    if ended is not None:
        raise RuleBroken("Its six months have ended: it is published, or was decided not to be.")


def check_proposed(given: Proposed, *, stands_until: date) -> None:
    """Refuse a delay to no later day, or without reason and evidence."""
    if given.ground not in GROUNDS:
        raise RuleBroken("Choose why it is delayed.", field="ground")
    check_told(given.reason, "reason", "Give the reason of the delay")
    check_told(given.evidence, "evidence", "Say what shows it", least=10)
    if given.until_on <= stands_until:
        raise RuleBroken("Choose a later day than the one that stands.", field="until_on")


def check_delay(given: Delayed, *, initiated_on: date, stands_until: date, today: date) -> None:
    """Refuse a delay to no later day, or without reason, evidence and approval. One approved after
    the day had passed is recorded as such, and never refused for it."""
    check_proposed(given, stands_until=stands_until)
    if given.approved_on > today:
        raise RuleBroken("It cannot have been approved later than today.", field="approved_on")
    if given.approved_on < initiated_on:
        raise RuleBroken("The day must not be before the review was initiated.",
                         field="approved_on")  # fmt: skip
    for recipient, day in given.told.items():
        check_telling(
            recipient,
            day,
            approved_on=given.approved_on,
            today=today,
            field=f"told-{recipient}",
        )


def check_approver(*, held_from: date, held_until: date | None, approved_on: date) -> None:
    """Refuse an approval by who did not sit for a lead partner on that day."""
    if approved_on < held_from or (held_until is not None and approved_on > held_until):
        raise RuleBroken("They did not sit for a safeguarding partner on that day.",
                         field="approver")  # fmt: skip


def check_telling(
    recipient: str, told_on: date, *, approved_on: date, today: date, field: str = "told_on"
) -> None:
    """Refuse that somebody was told of a delay before it was approved, or in the future."""
    if recipient not in TOLD:
        raise RuleBroken("Choose who was told.", field="recipient")
    if told_on > today:
        raise RuleBroken("They cannot have been told later than today.", field=field)
    if told_on < approved_on:
        raise RuleBroken("They cannot have been told before it was approved.", field=field)


def check_telling_of_decision(
    recipient: str, told_on: date, *, outcome: str, decided_on: date, today: date
) -> None:
    """Refuse that somebody was told of a decision before it was made, or in the future."""
    if recipient not in told_of(outcome):
        raise RuleBroken("Choose who was told.", field="recipient")
    if told_on > today:
        raise RuleBroken("They cannot have been told later than today.", field="told_on")
    if told_on < decided_on:
        raise RuleBroken("They cannot have been told before it was decided.", field="told_on")


def is_late(*, stands_until: date, today: date) -> bool:
    """Whether the day that stands has passed."""
    return today > stands_until
