"""How long each kind of record is kept, and when it may be proposed and destroyed. The same stands
in the database, which destroys nothing that it has not reckoned itself (decision 019)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.foundation.calendar import add_months, in_words
from sightline.foundation.errors import RuleBroken

PRINTED = (
    "30 years is what safeguarding partnerships print for personal data of safeguarding "
    "(Rutland, Hartlepool); for this kind of record no law or guidance prints a period"
)
APPROVAL_DAYS = 30
"""Days in which an approval holds; no source prints them: to be confirmed (mark K)."""


@dataclass(frozen=True)
class RetentionClass:
    """Kinds of records that are kept equally long: years after the last change of anything in the
    record. `source` says where the figure is from, `mark` how sure it is (K: to be confirmed)."""

    code: str
    name: str
    kinds: tuple[str, ...]
    years: int = 30
    source: str = PRINTED
    mark: str = "K"


CLASSES = (
    RetentionClass(
        "cases",
        "Serious incidents, and all that arises from them",
        ("reviews:case",),
    ),
    RetentionClass("learning", "Other learning reviews", ("reviews:learning_review",)),
    RetentionClass(
        "meetings",
        "Meetings, with agenda, minutes and decisions",
        ("governance:meeting",),
    ),
    RetentionClass(
        "business",
        "Requests, reports, disputes, task groups",
        (
            "governance:dispute",
            "governance:report",
            "governance:request",
            "governance:task_group",
        ),
    ),
    RetentionClass(
        "actions",
        "Actions and recommendations that stand alone",
        ("actions:action", "actions:recommendation"),
    ),
    RetentionClass("plans", "Business plans and risks", ("planning:plan", "planning:risk")),
    RetentionClass("shelf", "Documents on the shelf", ("duties:shelved",)),
    RetentionClass(
        "figures",
        "Returns, questions and reports of the data set",
        ("performance:agency_return", "performance:question", "performance:received_report"),
    ),
    RetentionClass(
        "training",
        "Courses, events and briefings, with who came",
        ("training:briefing", "training:course", "training:event"),
    ),
)
BY_CODE = {one.code: one for one in CLASSES}
BY_KIND = {kind: one for one in CLASSES for kind in one.kinds}


def due_on(changed_on: date, years: int) -> date:
    """The day on which a period ends; the record may be destroyed from the day after."""
    return add_months(changed_on, 12 * years)


def has_passed(changed_on: date, years: int, today: date) -> bool:
    """Whether the period is over: the day on which it ends still belongs to it."""
    return today > due_on(changed_on, years)


def in_arithmetic(changed_on: date, years: int) -> str:
    """The working in words, as it stands on a proposal and on a certificate."""
    ends = in_words(due_on(changed_on, years))
    return f"Last changed on {in_words(changed_on)}; kept {years} years; that ended on {ends}."


def amount(rows: int, files: int) -> str:
    """How much goes, or went, in words."""
    said = (
        (f"{rows} row" if rows == 1 else f"{rows} rows"),
        (f"{files} file" if files == 1 else f"{files} files"),
    )
    return " and ".join(said)


def check_period(*, years: int, was: int, reason: str) -> None:
    """Refuse a period that is no period, that changes nothing, or for which no reason is given."""
    if not 1 <= years <= 100:
        raise RuleBroken("A period is between 1 and 100 years.", field="years")
    if years == was:
        raise RuleBroken("That is the period now. Enter another.", field="years")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say what the period rests on.", field="reason")


def check_hold(*, reason: str, is_held: bool) -> None:
    """Refuse a hold without a reason, or a second one beside it."""
    if is_held:
        raise RuleBroken("This record is held already.", field="reference")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why nothing of it may be destroyed.", field="reason")


def check_end_of_hold(*, reason: str, has_ended: bool) -> None:
    """Refuse to end a hold twice, or without a reason."""
    if has_ended:
        raise RuleBroken("This hold has ended already.")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why it need not be held any longer.", field="reason")


def check_answer(*, proposer: int, answerer: int, has_answer: bool, reason: str) -> None:
    """Refuse an answer by who proposed it, a second one, or one without a reason."""
    if proposer == answerer:
        raise RuleBroken("You proposed this. Another person must answer.")
    if has_answer:
        raise RuleBroken("This proposal has been answered already.")
    if len(reason.strip()) < 10:
        raise RuleBroken("Say why.", field="reason")
