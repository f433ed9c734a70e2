"""What attendance adds up to, what it earns, and the code on a certificate."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from sightline.foundation.calendar import add_months
from sightline.foundation.errors import RuleBroken

Outcome = Literal["attended", "part", "excused", "absent"]
COUNTED = ("full", "late")
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is read as another
LENGTH = 12  # of 30 letters: 58 bits, not to be guessed


def outcome(how: Sequence[str]) -> Outcome:
    """What the entries of all sessions of one person add up to: attended only where every session
    counts; excused only where nothing else is held against them."""
    if not how:
        return "absent"
    if all(one in COUNTED for one in how):
        return "attended"
    if any(one in COUNTED or one == "part" for one in how):
        return "part"
    return "excused" if all(one == "excused" for one in how) else "absent"


def expiry(attended: date, refresher_months: int | None) -> date | None:
    """The day by which the refresher is due; none where attendance does not expire."""
    return None if refresher_months is None else add_months(attended, refresher_months)


def new_code() -> str:
    """A code for a certificate, in threes as people read it out."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[n : n + 4] for n in range(0, LENGTH, 4))


def tidy_code(typed: str) -> str:
    """A code as somebody typed it, brought into its form."""
    kept = [letter for letter in typed.upper() if letter in LETTERS]
    return "-".join("".join(kept[n : n + 4]) for n in range(0, len(kept), 4))


def check_complete(names: Iterable[tuple[str, int]], sessions: int) -> None:
    """Raise where somebody has no entry for a session: name and how many there are."""
    missing = [name for name, entries in names if entries < sessions]
    if missing:
        raise RuleBroken(f"Enter how these attended first: {', '.join(missing[:5])}.")
