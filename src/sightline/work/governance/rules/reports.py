"""What a group's report holds, and when it may go on (R3.3). Pure Python."""

from __future__ import annotations

from datetime import date

from sightline.foundation.calendar import add_months
from sightline.foundation.errors import RuleBroken

STEPS = {"draft": ("submitted",), "submitted": ("draft", "passed-on"), "passed-on": ()}
"""Legal steps of a report; submitted, it may be given back to its chair."""
MONTHS = 3


def check_step(before: str, after: str) -> None:
    """Refuse a step that the life of a report does not know."""
    if after not in STEPS[before]:
        raise RuleBroken(f"This report is {before}: it cannot become {after}.")


def check_words(words: str) -> None:
    """Refuse a report in which the chair says nothing."""
    if len(words.strip()) < 20:
        raise RuleBroken("Say in your own words what the group did and found.", field="words")


def begins_on(last_until: date | None, today: date) -> date:
    """The first day a report is about: the one the last report ended on, or three months back."""
    return last_until if last_until is not None else add_months(today, -MONTHS)
