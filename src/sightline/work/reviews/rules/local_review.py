"""The local review itself: its terms of reference, its reviewer, and the proceedings that run
beside it (R6.4; domain 1.5). Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

PROCEEDINGS = {
    "criminal": "Criminal investigation or trial",
    "inquest": "Inquest",
    "care": "Care proceedings",
    "other": "Something else",
}
"""What may run beside a review, and hold it up."""

STATUSES = {
    "expected": ("Expected", "soon"),
    "open": ("Going on", "open"),
    "ended": ("Ended", "ended"),
}
"""Where such proceedings stand, in words, and the tone of each."""


@dataclass(frozen=True)
class Terms:
    """Terms of reference as they were agreed: the time looked at, the key questions line by line,
    whose work is looked at, and by whom they were agreed."""

    from_on: date
    to_on: date
    questions: str
    agencies: tuple[str, ...]
    agreed_by: str
    agreed_on: date
    changed_because: str = ""


@dataclass(frozen=True)
class Appointed:
    """A reviewer as the partners appointed them, with what was weighed."""

    name: str
    organisation: str
    competence: str
    conflict: str
    reasons: str
    appointed_by: str
    appointed_on: date


def check_begin(*, is_initiated: bool, is_begun: bool) -> None:
    """Refuse a local review that the Executive has not initiated, or a second one of a case."""
    if not is_initiated:
        raise RuleBroken("A local review begins with the Executive’s decision. Record it first.")
    if is_begun:
        raise RuleBroken("The local review of this case has begun already.")


def check_under_way(*, is_initiated: bool, is_complete: bool) -> None:
    """Refuse work on a review that is complete, or that the decision that stands does not initiate
    any more."""
    if is_complete:
        raise RuleBroken("This review is complete: nothing is added to it.")
    if not is_initiated:
        raise RuleBroken("The Executive has since decided otherwise: this review has ended.")


def check_terms(given: Terms, *, is_first: bool, today: date) -> None:
    """Refuse terms of reference without a time, a question, an agency or who agreed them; and
    another version that does not say why."""
    if given.to_on > today:
        raise RuleBroken("The time looked at cannot end in the future.", field="to_on")
    if given.from_on > given.to_on:
        raise RuleBroken("It must not end before it begins.", field="to_on")
    check_told(given.questions, "questions", "Write the key questions, one a line")
    if not given.agencies:
        raise RuleBroken("Select whose work is looked at.", field="agencies")
    check_told(given.agreed_by, "agreed_by", "Say who agreed them", least=3)
    if given.agreed_on > today:
        raise RuleBroken("They cannot have been agreed later than today.", field="agreed_on")
    if not is_first:
        check_told(given.changed_because, "changed_because", "Say why they change", least=10)


def check_reviewer(given: Appointed, *, initiated_on: date, today: date) -> None:
    """Refuse an appointment that does not say what was weighed: competence, and any conflict of
    interest, real or perceived (domain 1.5)."""
    check_told(given.name, "name", "Enter the reviewer’s name", least=2)
    check_told(given.organisation, "organisation", "Say for whom they work", least=2)
    check_told(given.competence, "competence", "Say what shows that they can do it")
    check_told(given.conflict, "conflict", "Say what was asked about conflicts, and found")
    check_told(given.reasons, "reasons", "Give the reasons for choosing them")
    check_told(given.appointed_by, "appointed_by", "Say who appointed them", least=3)
    if given.appointed_on > today:
        raise RuleBroken("The day must not be in the future.", field="appointed_on")
    if given.appointed_on < initiated_on:
        raise RuleBroken("The day must not be before the review was initiated.",
                         field="appointed_on")  # fmt: skip


def check_end(*, is_ended: bool, appointed_on: date, ended_on: date, reason: str,
              today: date) -> None:  # fmt: skip
    """Refuse to end an appointment twice, before it began, in the future or without a reason."""
    if is_ended:
        raise RuleBroken("This appointment has ended already.")
    if not appointed_on <= ended_on <= today:
        raise RuleBroken("Enter a day between the appointment and today.", field="ended_on")
    check_told(reason, "reason", "Say why it ends", least=10)


def check_proceeding(kind: str, what: str) -> None:
    """Refuse proceedings that are not named."""
    if kind not in PROCEEDINGS:
        raise RuleBroken("Choose what kind of proceedings they are.", field="kind")
    check_told(what, "what", "Say what they are", least=5)


def check_standing(*, status: str, effect: str, reviewed_on: date, last: date | None,
                   today: date) -> None:  # fmt: skip
    """Refuse a standing of proceedings that does not say what it means for the review’s timing, or
    one looked at in the future or before the last time."""
    if status not in STATUSES:
        raise RuleBroken("Choose where they stand.", field="status")
    check_told(effect, "effect", "Say what it means for the timing, or that it means nothing")
    if reviewed_on > today:
        raise RuleBroken("The day must not be in the future.", field="reviewed_on")
    if last is not None and reviewed_on < last:
        raise RuleBroken("A later look is recorded already.", field="reviewed_on")
