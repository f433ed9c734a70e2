"""The row of places of an event: the only way to take one, wait for one and give one back.

Each statement is conditional on the row itself, which the database locks until the booking stands:
two people never get the same place, and who waits is numbered in the order of commit. Everybody who
books stands behind this lock, so that what can be looked up before it is.
"""

from __future__ import annotations

from django.db import connection

from sightline.foundation.errors import RuleBroken
from sightline.work.training.models import EventPlaces

# A place where one is free and nobody waits, else the next number: one statement, so that nothing
# changes in between. Where nobody may wait, a full event is found full without locking its row.
_TAKE_OR_WAIT = """UPDATE training_eventplaces SET
    taken = taken + CASE WHEN taken < places AND waiting = 0 THEN 1 ELSE 0 END,
    last_number = last_number + CASE WHEN taken < places AND waiting = 0 THEN 0 ELSE 1 END,
    waiting = waiting + CASE WHEN taken < places AND waiting = 0 THEN 0 ELSE 1 END
    WHERE event_id = %s AND is_open AND (%s OR (taken < places AND waiting = 0))
    RETURNING last_number, waiting"""
_HOLD_BACK = """UPDATE training_eventplaces SET taken = taken - 1, last_number = last_number + 1
    WHERE event_id = %s RETURNING last_number"""
_GIVE_BACK = "UPDATE training_eventplaces SET taken = taken - %s WHERE event_id = %s"
_LEAVE = "UPDATE training_eventplaces SET waiting = waiting - 1 WHERE event_id = %s"


def _take_or_wait(event_id: int, *, may_wait: bool) -> tuple[int, int] | None:
    """Take a place (None), or the number and the position of one who waits."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_OR_WAIT, [event_id, may_wait])
        found = cursor.fetchone()
    if found is not None:
        number, waiting = found
        return (number, waiting) if waiting else None
    if EventPlaces.objects.filter(event_id=event_id, is_open=True).exists():
        raise RuleBroken("This event is full.")
    raise RuleBroken("This event does not take bookings any more.")


def _hold_back(event_id: int) -> int:
    """Give the place back that the mix of agencies does not allow, and number who waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_BACK, [event_id])
        (number,) = cursor.fetchone() or (0,)
    return int(number)


def _give_back(event_id: int, places: int = 1) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, [places, event_id])


def _leave(event_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE, [event_id])


def _locked_places(event_id: int) -> EventPlaces:
    """The row, locked: taken before any booking is locked, so that nobody waits in a circle."""
    return EventPlaces.objects.select_for_update().get(event_id=event_id)
