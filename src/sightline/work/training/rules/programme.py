"""When a course and an event may change, and what copying a year means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sightline.foundation.calendar import LONDON
from sightline.foundation.errors import RuleBroken

COURSE_STEPS = {"draft": ("published",), "published": ("withdrawn",), "withdrawn": ("published",)}
EVENT_STEPS = {"draft": ("open", "cancelled"), "open": ("cancelled", "held"), "held": ("open",)}
ANSWERS = "answers"  # how a course is tied to a recommendation
NEXT_YEAR = timedelta(weeks=52)  # the same weekday a year on

Span = tuple[datetime, datetime]


def check_course_step(state: str, to: str) -> None:
    """Raise unless a course may go from one state to the other."""
    if to not in COURSE_STEPS.get(state, ()):
        raise RuleBroken(f"This course is {'a draft' if state == 'draft' else state} already.")


def check_event_step(state: str, to: str) -> None:
    """Raise unless an event may go from one state to the other."""
    if to not in EVENT_STEPS.get(state, ()):
        raise RuleBroken(f"This event is {'a draft' if state == 'draft' else state}.")


def check_reason(reason: str) -> str:
    """The reason as it is kept; raise where it says nothing."""
    if len(reason.strip()) < 5:
        raise RuleBroken("Say why, in a few words.", field="reason")
    return reason.strip()


def how_served(kind: str) -> str:
    """How a course is tied to a record of a kind: it answers a recommendation and serves all else;
    raise for training itself, which is no aim of training."""
    if kind.startswith("training:"):
        raise RuleBroken("Name what the course is for, not other training.", field="serves")
    return ANSWERS if kind == "actions:recommendation" else "serves"


def check_span(starts: datetime, ends: datetime) -> None:
    """Raise unless a session ends after it starts, on the same day."""
    if ends <= starts:
        raise RuleBroken("A session must end after it starts.", field="ends")
    if ends.astimezone(LONDON).date() != starts.astimezone(LONDON).date():
        raise RuleBroken("A session ends on the day it starts.", field="ends")


def overlap(one: Iterable[Span], other: Iterable[Span]) -> Span | None:
    """The first stretch of one list that shares time with a stretch of the other. Stretches that
    only touch, one ending as the other starts, do not."""
    others = list(other)
    for starts, ends in one:
        for begun, ended in others:
            if starts < ended and begun < ends:
                return begun, ended
    return None


def a_year_on(moment: datetime) -> datetime:
    """The same clock time 52 weeks later, whatever the clocks did between."""
    local = moment.astimezone(LONDON)
    return (local.replace(tzinfo=None) + NEXT_YEAR).replace(tzinfo=LONDON)


def check_places(places: int, taken: int) -> None:
    """Raise where fewer places are offered than are taken."""
    if places < taken:
        raise RuleBroken(
            f"{taken} places are taken. Cancel bookings before there are fewer places.",
            field="places",
        )
