"""Requests for what is held of a case, and what is given: prepared by one, checked by another
(R6.2, security 3; UK GDPR article 12(3)). Pure Python."""

from __future__ import annotations

from datetime import date

from sightline.foundation.errors import RuleBroken
from sightline.work.reviews.rules.words import check_told

KINDS = {
    "subject-access": "Subject access: somebody asks for what is held about them",
    "family-court": "The family court",
    "criminal": "Police or prosecution",
    "coroner": "The coroner",
    "other": "Another lawful request",
}
STATES = {
    "asked": ("To be prepared", "soon"),
    "prepared": ("To be checked", "soon"),
    "sent-back": ("Sent back", "late"),
    "checked": ("Checked, to be sent", "soon"),
    "sent": ("Sent", "done"),
}
"""Where a request stands, and the tone in which that is said."""


def check_asked(*, kind: str, who: str, wanted: str, received_on: date, today: date) -> None:
    """Refuse a request of no kind, from nobody, for nothing, or from a day that has not come."""
    if kind not in KINDS:
        raise RuleBroken("Choose what kind of request this is.", field="kind")
    check_told(who, "who", "Say who asks", least=3)
    check_told(wanted, "wanted", "Say what they ask for", least=5)
    if received_on > today:
        raise RuleBroken("Enter a day that has come.", field="received_on")


def check_prepared(*, disclosed: str, withheld: str, why_withheld: str, is_sent: bool) -> None:
    """Refuse an answer that gives nothing and withholds nothing, one that withholds without a
    reason, or one to a request that was answered."""
    if is_sent:
        raise RuleBroken("This request was answered already.")
    if not disclosed.strip() and not withheld.strip():
        raise RuleBroken("Say what is disclosed, or what is withheld.", field="disclosed")
    if withheld.strip():
        check_told(why_withheld, "why_withheld", "Say why it is withheld")
    elif why_withheld.strip():
        raise RuleBroken("Say what is withheld.", field="withheld")


def check_second(*, prepared_by: int, person: int, is_last: bool, is_checked: bool) -> None:
    """Refuse a check by whoever prepared the answer, of an answer that was replaced, or twice."""
    if person == prepared_by:
        raise RuleBroken("You prepared this answer: another person checks it.")
    if not is_last:
        raise RuleBroken("Another answer has been prepared meanwhile. Look again.")
    if is_checked:
        raise RuleBroken("This answer was checked already.")


def check_sent(*, state: str, sent_on: date, checked_on: date | None, today: date) -> None:
    """Refuse to count an answer as sent before another person agreed to it."""
    if state == "sent":
        raise RuleBroken("It is recorded already that this was sent.")
    if state != "checked" or checked_on is None:
        raise RuleBroken("Nothing is sent before another person has checked it.")
    if not checked_on <= sent_on <= today:
        raise RuleBroken("Enter a day between the check and today.", field="sent_on")


def state(*, is_prepared: bool, agreed: bool | None, is_sent: bool) -> str:
    """Where a request stands; `agreed` is what was said of the last answer, None before."""
    if is_sent:
        return "sent"
    if not is_prepared:
        return "asked"
    if agreed is None:
        return "prepared"
    return "checked" if agreed else "sent-back"
