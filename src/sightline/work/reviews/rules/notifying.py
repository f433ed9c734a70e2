"""Notifying a serious incident: facts, recipients, and what is late (R6.1). Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sightline.foundation.calendar import LONDON
from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

STATUSES = {
    "none": "Not known to children’s social care as one of these",
    "in-need": "Child in need",
    "protection-plan": "On a child protection plan",
    "looked-after": "Looked after",
    "care-leaver": "Care leaver",
}
ABUSE = {"known": "Known", "suspected": "Suspected", "not-suspected": "Not suspected"}
PLACES = {
    "in-area": "In this authority’s area",
    "outside-england": "Outside England; the child normally lives in this area",
    "elsewhere": "In another authority’s area in England, which is then to notify",
}
PARALLEL = {
    "criminal": "Criminal investigation or prosecution",
    "coroner": "Coroner’s inquest",
    "child-death": "Child death review or joint agency response",
    "domestic": "Domestic abuse related death review",
    "adults": "Safeguarding adults review",
    "mappa": "MAPPA serious case review",
    "police-conduct": "Independent Office for Police Conduct",
    "patient-safety": "Patient safety incident investigation",
    "allegations": "Allegation about a person in a position of trust",
}


@dataclass(frozen=True)
class Facts:
    """What is known of an incident, without a name."""

    happened_on: date
    became_aware_at: datetime
    place: str
    home_authority: str
    is_death: bool
    child_status: str
    abuse: str
    harm: str
    circumstances: str
    parallel: tuple[str, ...] = ()
    media_interest: str = ""


@dataclass(frozen=True)
class Sent:
    """What was sent to one recipient, and, for what went late, why and who approved it."""

    recipient: str
    what: str
    sent_at: datetime
    sent_by: str
    late_reason: str = ""
    late_approved_by: str = ""
    late_approved_on: date | None = None


@dataclass(frozen=True)
class Recipient:
    """Who is told of an incident, why, and whether by the day of the clock."""

    key: str
    words: str
    why: str
    is_timed: bool = True


RECIPIENTS = {
    "panel": "The Child Safeguarding Practice Review Panel",
    "partners": "The safeguarding partners of this area",
    "other-partners": "The safeguarding partners of another area",
    "home-authority": "The authority where the child normally lives",
    "secretary-of-state": "The Secretary of State",
    "ofsted": "Ofsted",
    "office": "The partnership’s office",
}
TIMED = frozenset({"panel", "partners", "secretary-of-state", "ofsted"})
"""Who is told within the five working days (domain 1.1)."""


def check_facts(facts: Facts, now: datetime) -> None:
    """Refuse days that cannot be, and an account that says nothing."""
    if facts.became_aware_at > now:
        raise RuleBroken("The authority cannot have become aware later than now.",
                         field="aware_on")  # fmt: skip
    if facts.happened_on > facts.became_aware_at.astimezone(LONDON).date():
        raise RuleBroken("The incident cannot be later than the day the authority became aware.",
                         field="happened_on")  # fmt: skip
    check_told(facts.circumstances, "circumstances", "Say what happened, as far as it is known")


def recipients(*, is_to_notify: bool, is_death: bool, status: str, home: str) -> list[Recipient]:
    """Who is to be told of an incident. A looked-after child's death goes to the Secretary of State
    and Ofsted whether or not abuse or neglect is suspected, and so whatever was decided."""
    found = []
    if is_to_notify:
        found += [
            Recipient("panel", RECIPIENTS["panel"], "Children Act 2004 s16C(1)"),
            Recipient("partners", RECIPIENTS["partners"], "Within the same five working days"),
        ]
    if is_death and status == "looked-after":
        why = "A looked-after child has died, whether or not abuse or neglect is suspected"
        found += [
            Recipient("secretary-of-state", RECIPIENTS["secretary-of-state"], why),
            Recipient("ofsted", RECIPIENTS["ofsted"], why),
        ]
    if home:
        why = "The child normally lives there; the authority of the place leads, the home one helps"
        found.append(Recipient("home-authority", RECIPIENTS["home-authority"], why, is_timed=False))
    return found


def check_decision(reasons: str) -> None:
    """Refuse a decision to notify, or not to, without its reasons."""
    check_told(reasons, "reasons", "Give the reasons of the decision")


def check_sending(sent: Sent, *, aware_at: datetime, now: datetime, is_to_notify: bool) -> None:
    """Refuse a sending in the future or before the authority knew, and one to the Panel that nobody
    decided on."""
    if sent.recipient not in RECIPIENTS:
        raise RuleBroken("Choose to whom it was sent.", field="recipient")
    check_told(sent.what, "what", "Say what was sent", least=5)
    if sent.sent_at > now:
        raise RuleBroken("It cannot have been sent later than now.", field="sent_on")
    if sent.sent_at < aware_at:
        raise RuleBroken("It cannot have been sent before the authority was aware.",
                         field="sent_on")  # fmt: skip
    if sent.recipient == "panel" and not is_to_notify:
        raise RuleBroken("Record the decision to notify first.", field="recipient")


def is_late(sent: Sent, due_on: date) -> bool:
    """Whether it went after the day of the clock, by London's calendar."""
    return sent.recipient in TIMED and sent.sent_at.astimezone(LONDON).date() > due_on


def check_late(sent: Sent, recorder: str) -> None:
    """Ask of what is late for a reason and for who approved it, who is somebody else."""
    check_told(sent.late_reason, "late_reason", "It is late: say why", least=10)
    if not sent.late_approved_by.strip():
        raise RuleBroken("It is late: say who approved the reason.", field="late_approved_by")
    if sent.late_approved_by.strip().casefold() == recorder.strip().casefold():
        raise RuleBroken("Somebody else must approve the reason.", field="late_approved_by")


def check_withdrawal(*, is_notified: bool, is_withdrawn: bool, reasons: str, decider: str) -> None:
    """Refuse to withdraw what was not notified, or twice, or without reasons and decider."""
    if not is_notified:
        raise RuleBroken("Nothing was sent to the Panel. Change the decision instead.")
    if is_withdrawn:
        raise RuleBroken("The notification has been withdrawn or downgraded already.")
    check_told(reasons, "reasons", "Say why the criteria are not met after all")
    if not decider.strip():
        raise RuleBroken("Say who decided it.", field="decided_by")


def stage(*, decided: bool | None, is_sent: bool, withdrawn: str) -> str:
    """Where a case stands: `judging`, `not-notified`, `to-send`, `notified`, or how it was taken
    back."""
    if withdrawn:
        return withdrawn
    if decided is None:
        return "judging"
    if is_sent:
        return "notified"
    return "to-send" if decided else "not-notified"


STAGES = {
    "judging": ("To be decided", "now"),
    "to-send": ("To be sent", "soon"),
    "notified": ("Notified", "done"),
    "not-notified": ("Not notified", "quiet"),
    "withdrawn": ("Withdrawn", "ended"),
    "downgraded": ("Downgraded", "ended"),
}
"""Each stage in words, and its tone."""
