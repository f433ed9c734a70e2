"""What may become of an action and of a recommendation (R0.4, R3.7). Pure Python."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.foundation.errors import RuleBroken

LIVE = ("open", "under-way")
DONE = ("complete", "difference", "no-difference")
STEPS = {
    "open": ("under-way", "complete", "cancelled", "merged"),
    "under-way": ("under-way", "complete", "cancelled", "merged"),
    "complete": ("difference", "no-difference", "under-way", "merged"),
    "no-difference": ("difference", "no-difference", "under-way"),
    "difference": ("under-way",),
    "cancelled": ("open",),
    "merged": (),
}
"""Legal steps of an action: complete comes before made a difference, and both can be reopened."""

STILL_AFTER = 60
"""Days without a word after which a live action stands without movement. No source prints a figure:
to be confirmed by the partnership."""
RISES_AFTER = 42
"""Days overdue after which an action rises from its group to the Executive; one moved three times
rises as soon as it is overdue. No source prints a figure: to be confirmed by the partnership."""
MOVED_OFTEN = 3


def check_step(before: str, after: str, in_words: str) -> None:
    """Refuse a step that the life of an action does not know."""
    if after not in STEPS[before]:
        raise RuleBroken(f"This action is marked “{in_words}”, so that cannot be done now.")


def check_words(words: str, field: str, what: str, least: int = 10) -> None:
    """Refuse an empty or token sentence where somebody will look for a reason."""
    if len(words.strip()) < least:
        raise RuleBroken(f"{what}, in a sentence.", field=field)


def check_past(day: date, today: date, field: str) -> None:
    """Refuse a day in the future for what has happened."""
    if day > today:
        raise RuleBroken("The day must not be in the future.", field=field)


def check_new_date(before: date, after: date) -> None:
    """Refuse to move a date to where it stands."""
    if before == after:
        raise RuleBroken("That is the day it is due already.", field="due_on")


@dataclass(frozen=True)
class Worker:
    """What of a person decides whether they work on an action."""

    person: int | None
    keys: Set[str]
    capacities: Set[str]
    is_system: bool = False


OFFICE = frozenset({"business-manager", "business-unit"})


def works_on(who: Worker, *, owner: int | None, agency: int | None, body: int) -> bool:
    """Whether a person may report on an action, move or complete it: its owner, the lead of its
    agency, the chair of the group that owns it, and the office."""
    if who.is_system or (owner is not None and owner == who.person):
        return True
    if not OFFICE.isdisjoint(who.capacities) or f"chair:{body}" in who.keys:
        return True
    return "agency-lead" in who.capacities and f"agency:{agency}" in who.keys


def check_worker(who: Worker, *, owner: int | None, agency: int | None, body: int) -> None:
    """Refuse those who may read an action and not work on it."""
    if not works_on(who, owner=owner, agency=agency, body=body):
        raise RuleBroken(
            "Only its owner, the lead of its agency, the chair of its group or the business unit "
            "may change this action."
        )


@dataclass(frozen=True)
class Seen:
    """One piece of evidence: of which kind, what it shows, and of which day it is."""

    kind: str
    shows: str
    on: date


def check_verifier(who: Worker, *, owner: int | None, body: int) -> None:
    """Refuse the owner, and anybody outside the group that owns the action; the office may enter
    what the group decided."""
    if owner is not None and owner == who.person:
        raise RuleBroken("Whoever did it cannot say that it made a difference: the group does.")
    inside = {f"body:{body}", f"chair:{body}"} & who.keys or OFFICE & who.capacities
    if not (who.is_system or inside):
        raise RuleBroken("Only the group that owns the action can say this.")


def check_difference(action_kind: str, completed_on: date, proofs: Iterable[Seen]) -> None:
    """Refuse “made a difference” without evidence of another kind than the action itself, from
    after its completion, that shows some change (R0.4)."""
    told = [one for one in proofs if one.shows != "none" and one.kind != action_kind]
    if not told:
        raise RuleBroken(
            "Nothing on record shows a change yet. First add what an audit, a visit, figures or "
            "feedback showed: of another kind than the action itself."
        )
    if all(one.on < completed_on for one in told):
        raise RuleBroken(
            "What was seen before the action was complete cannot show what it changed. Add "
            "something seen since."
        )


def check_proof(action_kind: str, kind: str) -> None:
    """Refuse evidence of the action's own kind: an audit done is not what the audit changed."""
    if kind == action_kind:
        raise RuleBroken(
            "The action is of this kind itself. Choose evidence of another kind, or a re-audit.",
            field="kind",
        )


def is_overdue(state: str, due_on: date, today: date) -> bool:
    """Whether a live action's day has passed; the day itself is in time."""
    return state in LIVE and due_on < today


def is_still(state: str, moving_on: date, today: date) -> bool:
    """Whether nothing has been said of a live action for long."""
    return state in LIVE and moving_on < today - timedelta(days=STILL_AFTER)


def rises(state: str, due_on: date, times_moved: int, today: date) -> bool:
    """Whether an action has risen beyond its group to the Executive."""
    if not is_overdue(state, due_on, today):
        return False
    return times_moved >= MOVED_OFTEN or (today - due_on).days > RISES_AFTER


def thread_state(response: str, states: Iterable[str], proofs: Iterable[Seen]) -> tuple[str, str]:
    """Where a recommendation stands, in words and with the tone it is drawn in. Complete actions
    are told apart from proof that practice changed."""
    told = [state for state in states if state not in ("cancelled", "merged")]
    if response == "none":
        return "Waiting for an answer", "now"
    if response == "not":
        return "Not accepted", "ended"
    if told and all(state == "difference" for state in told):
        return "Made a difference", "done"
    if not told:
        return "No action yet", "missing"
    if all(state in DONE for state in told):
        shown = any(one.shows != "none" for one in proofs)
        return ("Done, change seen in part", "mended") if shown else (
            "Done, no proof of change yet", "soon",
        )  # fmt: skip
    return "Under way", "open"
