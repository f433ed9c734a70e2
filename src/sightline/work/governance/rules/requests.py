"""What may become of a request to a body (R3.4). Pure Python."""

from __future__ import annotations

from datetime import date

from sightline.foundation.errors import RuleBroken

STEPS = {
    "open": ("accepted", "declined", "withdrawn"),
    "accepted": ("accepted", "declined", "done", "withdrawn"),  # again: put off to another meeting
    "declined": (),
    "withdrawn": (),
    "done": (),
}
"""Legal steps of a request."""

NEEDS_MEETING = ("concern", "attend")
"""Kinds that are dealt with at a meeting once they are accepted."""

TOPICS = {
    "concern": "concerns-escalated",
    "attend": "requests-to-attend",
    "co-opt": "co-opted-partners",
}
"""What the register of duties is told once a request is done, by kind."""


def check_step(before: str, after: str) -> None:
    """Refuse a step that the life of a request does not know."""
    if after not in STEPS[before]:
        raise RuleBroken(f"This request is {before}: it cannot become {after}.")


def check_words(words: str, field: str, what: str, least: int = 10) -> None:
    """Refuse an empty or token sentence where somebody will look for a reason."""
    if len(words.strip()) < least:
        raise RuleBroken(f"{what}, in a sentence.", field=field)


def check_answer(*, kind: str, is_accepted: bool, meeting_on: date | None, today: date) -> None:
    """Refuse to accept what needs a meeting without one that is still to come."""
    if not is_accepted or kind not in NEEDS_MEETING:
        return
    if meeting_on is None:
        raise RuleBroken("Choose the meeting at which it is discussed.", field="meeting")
    if meeting_on < today:
        raise RuleBroken("Choose a meeting that is still to come.", field="meeting")


def is_overdue(state: str, answer_by: date, today: date) -> bool:
    """Whether an answer is owed and the day has passed."""
    return state == "open" and answer_by < today
