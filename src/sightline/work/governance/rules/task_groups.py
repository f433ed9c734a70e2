"""When a task and finish group is late, and what it must say (R3.6). Pure Python."""

from __future__ import annotations

from datetime import date, timedelta

from sightline.foundation.errors import RuleBroken

LONGEST = timedelta(days=731)
"""A group that is to run longer than two years is no task and finish group."""
SOON = timedelta(days=28)


def check_set_up(*, name: str, purpose: str, members: str, ends_on: date, today: date) -> None:
    """Refuse a group without a purpose, members or an end."""
    if len(name.strip()) < 3:
        raise RuleBroken("Give the group a name.", field="name")
    if len(purpose.strip()) < 20:
        raise RuleBroken("Say what the group is to do, in a sentence.", field="purpose")
    if not members.strip():
        raise RuleBroken("Name at least one member.", field="members")
    check_end(ends_on=ends_on, today=today)


def check_end(*, ends_on: date, today: date) -> None:
    """Refuse an end that has passed, or one so far off that it is no end."""
    if ends_on <= today:
        raise RuleBroken("The end must lie in the future.", field="ends_on")
    if ends_on - today > LONGEST:
        raise RuleBroken("A task and finish group ends within two years.", field="ends_on")


def state_of(*, has_reported: bool, ends_on: date, today: date) -> tuple[str, str]:
    """The state of a group in words, and the tone it is shown in."""
    if has_reported:
        return "Reported back", "done"
    if ends_on < today:
        return "Report overdue", "late"
    return ("Ends soon", "soon") if ends_on - today <= SOON else ("Running", "open")
