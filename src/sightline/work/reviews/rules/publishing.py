"""Publishing a review: what must be done before, and what is done instead (R6.5, R6.6). Pure
Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

REPORT, IMPROVEMENTS = "report", "improvements"
PUBLISHED_AS = {
    REPORT: "The report of the review",
    IMPROVEMENTS: "Information on improvements",
}
"""What is on the website."""
PUBLISH, ONLY_IMPROVEMENTS, WITHHELD = "publish", "improvements", "withheld"
OUTCOMES = {
    PUBLISH: "Publish the report",
    ONLY_IMPROVEMENTS: "Publish information on improvements only",
    WITHHELD: "Publish nothing",
}
"""What the Executive decides on publication (R6.5)."""
ENDED = {
    PUBLISH: "Published",
    ONLY_IMPROVEMENTS: "Information on improvements published",
    WITHHELD: "Nothing is published, by decision",
}
"""How the six months of a local review ended (R6.4, R6.5)."""
NO_VIEW = "no-view"
POSITIONS = {**OUTCOMES, NO_VIEW: "No view was given"}
TEXT_OF = {PUBLISH: REPORT, ONLY_IMPROVEMENTS: IMPROVEMENTS}
RECIPIENTS = {
    "panel": "The Panel",
    "secretary-of-state": "The Secretary of State",
    "ofsted": "Ofsted",
}
NEEDED = ("panel", "secretary-of-state")
"""Who has a copy before publication, and the justification where there is none (R6.5)."""
JUSTIFICATION = "justification"
SENT = {
    REPORT: "The report",
    IMPROVEMENTS: "The information on improvements",
    JUSTIFICATION: "The justification for not publishing",
}


@dataclass(frozen=True)
class Position:
    """What one lead partner holds of the publication, and why."""

    outcome: str
    reasons: str


@dataclass(frozen=True)
class Decided:
    """A decision of the Executive on publication, each lead partner's position by the number of its
    place."""

    outcome: str
    positions: Mapping[int, Position]
    reasons: str
    dissent: str
    decided_on: date
    changed_because: str = ""


@dataclass(frozen=True)
class Ready:
    """What stands of a publication, as the rules ask for it."""

    outcome: str = ""
    is_file_safe: bool = False
    is_text_safe: bool = False
    is_family_dealt_with: bool = False
    is_accurate: bool = False
    is_outdated: bool = False
    """Whether what is known of the people of the case changed since a check of what goes out."""
    copies: Mapping[str, date] | None = None
    """The day of the first copy of what is published, by recipient."""
    justified_to: frozenset[str] = frozenset()


OUTDATED = (
    "Somebody in the case was entered or corrected since the safety check. Upload the file or save "
    "the text once more, so that it is checked again."
)


def sent_of(outcome: str) -> dict[str, str]:
    """What is sent of a decision: a copy of what is published, and the justification where that is
    not the report."""
    copy = {TEXT_OF[outcome]: SENT[TEXT_OF[outcome]]} if outcome in TEXT_OF else {}
    return copy if outcome == PUBLISH else {**copy, JUSTIFICATION: SENT[JUSTIFICATION]}


def check_text(title: str, body: str, kind: str) -> None:
    """Refuse a text without a title or words."""
    if kind not in PUBLISHED_AS:
        raise RuleBroken("Choose what this text is.", field="kind")
    check_told(title, "title", "Give it a title that names nobody", least=10)
    check_told(body, "body", "Write what is to be published", least=100)


def check_second_person(*, author: int, person: int) -> None:
    """Refuse that who uploaded or wrote something says that it is safe."""
    if author == person:
        raise RuleBroken(
            "You uploaded or wrote this yourself. Somebody else who sees the case justifies its "
            "hits.",
        )


def check_family(*, told_on: date | None, why_not: str, today: date) -> None:
    """Refuse that the family was told on no day and for no reason; or both."""
    if told_on is None:
        check_told(why_not, "why_not", "Enter the day they were told, or say why they were not")
    elif why_not.strip():
        raise RuleBroken("Either they were told, or they were not.", field="why_not")
    check_not_to_come(told_on, "told_on", today)


def check_not_to_come(day: date | None, field: str, today: date) -> None:
    """Refuse a day to come."""
    if day is not None and day > today:
        raise RuleBroken("The day must not be in the future.", field=field)


def check_decision(
    given: Decided, *, partners: Iterable[int], initiated_on: date, today: date, is_first: bool,
    ready: Ready,
) -> None:  # fmt: skip
    """Refuse a decision without each partner's position and reasons; one that approves what was not
    found safe; and another one without saying why."""
    if given.outcome not in OUTCOMES:
        raise RuleBroken("Choose what the Executive decides.", field="outcome")
    _check_positions(given.positions, set(partners))
    check_told(given.reasons, "reasons", "Give the reasons of the decision")
    others = {one.outcome for one in given.positions.values()} - {given.outcome, NO_VIEW}
    if others:
        check_told(given.dissent, "dissent", "A partner holds something else: record the dissent")
    check_not_to_come(given.decided_on, "decided_on", today)
    if given.decided_on < initiated_on:
        raise RuleBroken("The day must not be before the review was initiated.",
                         field="decided_on")  # fmt: skip
    if not is_first:
        check_told(given.changed_because, "changed_because", "Say why it is decided anew")
    if given.outcome != WITHHELD:
        check_safe(ready, given.outcome)


def _check_positions(positions: Mapping[int, Position], partners: set[int]) -> None:
    if set(positions) != partners:
        raise RuleBroken("Record the position of each safeguarding partner.")
    for number in sorted(partners):
        if positions[number].outcome not in POSITIONS:
            raise RuleBroken("Say what this partner holds.", field=f"holds-{number}")
        check_told(
            positions[number].reasons, f"position-{number}", "Give the partner’s reasons", least=10
        )


def check_safe(ready: Ready, outcome: str) -> None:
    """Refuse to go on with a hit that is neither mended nor justified, and with a check made before
    somebody was entered or corrected (R6.6)."""
    if ready.is_outdated:
        raise RuleBroken(OUTDATED)
    if outcome == PUBLISH and not ready.is_file_safe:
        raise RuleBroken("The last file is not checked, or has hits that are open.")
    if not ready.is_text_safe:
        raise RuleBroken("The text to be published is not checked, or has hits that are open.")


def missing(ready: Ready) -> list[str]:
    """What is left to do before a text may be released."""
    left = []
    if ready.outcome not in TEXT_OF:
        return ["The Executive has not decided to publish."]
    if ready.is_outdated:
        left.append(OUTDATED)
    if ready.outcome == PUBLISH and not ready.is_file_safe:
        left.append("The safety check of the file has open hits.")
    if not ready.is_text_safe:
        left.append("The safety check of the text has open hits.")
    if not ready.is_family_dealt_with:
        left.append("Record that the family was told, or why not.")
    if not ready.is_accurate:
        left.append("Record who confirmed that it is accurate.")
    left += [f"{RECIPIENTS[one]} has no copy." for one in NEEDED if one not in (ready.copies or {})]
    if ready.outcome == ONLY_IMPROVEMENTS:
        left += [f"{RECIPIENTS[one]} has no justification." for one in NEEDED
                 if one not in ready.justified_to]  # fmt: skip
    return left


def check_release(
    ready: Ready, *, opens_at: datetime, now: datetime, copies_by_on: date, working_days: int
) -> None:
    """Refuse to release a text while something is missing, in the past, or so soon that a copy was
    not with the Panel and the Secretary of State in time."""
    left = missing(ready)
    if left:
        raise RuleBroken(left[0])
    if opens_at < now:
        raise RuleBroken("Choose a moment to come.", field="public_on")
    for one in NEEDED:
        if (ready.copies or {})[one] > copies_by_on:
            words = RECIPIENTS[one][0].lower() + RECIPIENTS[one][1:]
            raise RuleBroken(
                f"Too soon: {words} must have had its copy {working_days} working days before.",
                field="public_on",
            )


def check_sending(
    recipient: str, what: str, sent_on: date, *, outcome: str, decided_on: date, today: date
) -> None:
    """Refuse that something was sent before it was decided, to come, or of another decision."""
    if recipient not in RECIPIENTS:
        raise RuleBroken("Choose who it was sent to.", field="recipient")
    if what not in sent_of(outcome):
        raise RuleBroken("Choose what was sent.", field="what")
    check_not_to_come(sent_on, "sent_on", today)
    if sent_on < decided_on:
        raise RuleBroken("It cannot have been sent before it was decided.", field="sent_on")


def check_take_down(
    *, reason: str, is_urgent: bool, stays_until_on: date, today: date, is_public: bool
) -> None:
    """Refuse to take a review off the website before its year there is over, or without a reason
    (R6.6). One that makes somebody known comes down at once: the year is owed to learning, and no
    child is owed to it."""
    if not is_public:
        raise RuleBroken("It is not on the website.")
    if today < stays_until_on and not is_urgent:
        raise RuleBroken(
            "A published review stays on the website for at least a year, unless it makes somebody "
            "known.",
            field="why",
        )
    check_told(reason, "reason", "Say why it is taken down")


def slug_of(title: str, number: str) -> str:
    """The name in its address: the words of its title and a number that means nothing."""
    words = "".join(one if one.isascii() and one.isalnum() else " " for one in title.lower())
    return "-".join([*words.split(), number])[-80:].strip("-") if words.strip() else number
