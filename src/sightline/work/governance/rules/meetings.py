"""What may be done with a meeting, and when. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from sightline.foundation.errors import RuleBroken

STATES = {
    "proposed": ("planned", "cancelled"),
    "planned": ("held", "cancelled"),
    "held": ("planned",),  # reopened to mend the record
    "cancelled": (),
}
"""Legal steps of a meeting."""


@dataclass(frozen=True)
class Came:
    """How one seat was filled at a meeting. `how` is one of attended, apologies, deputy, absent,
    vacant."""

    place_key: str
    title: str
    lead_partner: bool
    how: str


def check_step(before: str, after: str) -> None:
    """Refuse a step that the life of a meeting does not know."""
    if after not in STATES[before]:
        raise RuleBroken(f"This meeting is {before}: it cannot become {after}.")


def check_dates(*, on: date, starts_at: time | None, ends_at: time | None) -> None:
    """Refuse a meeting that ends before it starts, or one a century away by a slip of typing."""
    if starts_at and ends_at and ends_at <= starts_at:
        raise RuleBroken("The meeting must end after it starts.", field="ends_at")
    if not 2000 <= on.year <= 2100:
        raise RuleBroken("Check the year of the meeting.", field="on")


def check_held(*, on: date, today: date, chair_name: str, came: Iterable[Came]) -> None:
    """Refuse to record as held a meeting of a later day, without a chair, or with nobody there."""
    if on > today:
        raise RuleBroken("A meeting that lies in the future cannot have been held.", field="on")
    if not chair_name.strip():
        raise RuleBroken("Say who chaired the meeting.", field="chair")
    if not any(one.how in ("attended", "deputy") for one in came):
        raise RuleBroken("Nobody is marked as present. Record who came first.")


@dataclass(frozen=True)
class Quorate:
    """Whether a meeting was quorate: `None` where the arrangements state no quorum."""

    is_quorate: bool | None
    words: str


def quorum(
    came: Iterable[Came], *, needed: int | None, must_include: Iterable[str], printed: str | None
) -> Quorate:
    """Settle whether enough members took part, counting deputies, as the arrangements state it."""
    rows = list(came)
    present = [one for one in rows if one.how in ("attended", "deputy")]
    here = {one.place_key for one in present}
    if printed is None:
        return Quorate(
            None, f"{len(present)} took part. The arrangements state no quorum for this body."
        )
    titles = {one.place_key: one.title for one in rows}
    missing = [titles.get(key, key) for key in must_include if key not in here]
    if missing:
        return Quorate(False, f"Not quorate: {', '.join(missing)} must take part ({printed}).")
    if needed is not None and len(present) < needed:
        return Quorate(False, f"Not quorate: {len(present)} of the {needed} needed ({printed}).")
    return Quorate(True, f"Quorate: {len(present)} took part ({printed}).")


def partners_words(came: Iterable[Came]) -> str:
    """Whether all lead partners, who share one equal duty (R2.1), took part."""
    partners = [one for one in came if one.lead_partner]
    missing = [one.title for one in partners if one.how not in ("attended", "deputy")]
    if not partners:
        return ""
    if missing:
        took_part = f"{len(partners) - len(missing)} of {len(partners)} lead partners took part"
        return f"{took_part}; missing: {', '.join(missing)}."
    return f"All {len(partners)} lead partners took part."
