"""When minutes may be written, approved and amended, and what makes a decision a joint one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sightline.foundation.errors import RuleBroken

PRESENT = ("attended", "deputy")


@dataclass(frozen=True)
class Partner:
    """One lead partner at a meeting: how the place was filled, or "" where nothing is recorded."""

    key: str
    title: str
    how: str


def check_joint(partners: Iterable[Partner], stances: Mapping[str, str]) -> None:
    """Refuse to call a decision joint unless every lead partner took part in the meeting and agreed
    (R2.1: equal and joint responsibility)."""
    rows = list(partners)
    if not rows:
        raise RuleBroken(
            "No lead partner sits on this body, so it cannot take a joint decision.",
            field="is_joint",
        )
    missing = [one.title for one in rows if one.how not in PRESENT]
    if missing:
        raise RuleBroken(
            "This cannot be called a joint decision: not recorded as present at the meeting: "
            f"{', '.join(missing)}.",
            field="is_joint",
        )
    against = [one.title for one in rows if stances.get(one.key) != "agreed"]
    if against:
        raise RuleBroken(
            f"This cannot be called a joint decision: it was not agreed by {', '.join(against)}.",
            field="is_joint",
        )


def check_decision(*, words: str, reasons: str, on: date, today: date) -> None:
    """Refuse a decision without words or reasons, or of a meeting that has not begun."""
    if len(words.strip()) < 5:
        raise RuleBroken("Say what was decided.", field="words")
    if len(reasons.strip()) < 5:
        raise RuleBroken("Say why it was decided so.", field="reasons")
    if on > today:
        raise RuleBroken("This meeting has not taken place yet: nothing can be decided there.")


def check_minute(*, on: date, today: date, state: str) -> None:
    """Refuse minutes of a meeting that was cancelled or lies ahead."""
    if state == "cancelled":
        raise RuleBroken("This meeting was cancelled: it has no minutes.")
    if on > today:
        raise RuleBroken("This meeting has not taken place yet: its minutes come later.")


def check_approval(*, stage: str, is_held: bool, done: Iterable[str], has_words: bool) -> None:
    """Refuse an approval out of its order: held, then the chair, then a later meeting."""
    stages = list(done)
    if stage in stages:
        raise RuleBroken("These minutes have been approved so already.")
    if not is_held:
        raise RuleBroken("Record the meeting as held before its minutes are approved.")
    if not has_words:
        raise RuleBroken("There are no minutes yet: write them first.")
    if stage == "meeting" and "chair" not in stages:
        raise RuleBroken("The chair approves the minutes before a later meeting does.")


def state_of(done: Iterable[str], has_words: bool) -> tuple[str, str]:
    """What the minutes are, in words, and the tone of that state."""
    stages = set(done)
    if "meeting" in stages:
        return "Approved", "done"
    if "chair" in stages:
        return "Approved by the chair", "soon"
    return ("Draft", "open") if has_words else ("Not written yet", "quiet")
