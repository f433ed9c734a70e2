"""Lines of the trail and messages about a booking.

A line is about the booking, not about the event: the trail of a public event is read by everybody.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from sightline.foundation.calendar import in_words
from sightline.foundation.govuk.words import clock, moment
from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.outbox.notices import Notice
from sightline.foundation.outbox.operations import queue
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.events import Event as Line
from sightline.foundation.trail.operations import record as trail
from sightline.work.training.models import Booking


def _note(booking: Booking, line: Line, by: Actor, now: datetime, **facts: Any) -> None:
    trail(
        line,
        by=by,
        now=now,
        about=f"BKG-{booking.pk}",
        partnership_id=booking.partnership_id,
        name=booking.name,
        training=booking.event.reference,
        **facts,
    )


def _ask_for_diaries(event_id: int) -> None:
    """Have the worker bring calendars up to date: it sees everybody who is booked."""
    enqueue("keep_training_in_diaries", number=event_id)


def _address(booking: Booking) -> str:
    """Where the person looks: their booking, or the event where they cannot sign in."""
    if booking.person_id:
        return f"/training/bookings/{booking.pk}"
    return f"/training/events/{booking.event.reference}"


def _tell(booking: Booking, notice: Notice, now: datetime, *, address: str) -> None:
    """Write to the person of a booking."""
    if booking.person_id:
        _say(booking, notice, now, to_person_id=booking.person_id, address=address)
    else:
        _say(booking, notice, now, to_email=booking.learner.email, address=address)


def _say(
    booking: Booking,
    notice: Notice,
    now: datetime,
    *,
    address: str,
    to_person_id: int | None = None,
    to_email: str | None = None,
    name: str = "",
) -> None:
    event = booking.event
    facts = {
        "course": event.course.title,
        "date": in_words(timezone.localdate(event.starts_at)),
        "time": clock(event.starts_at),
        "expires_at": moment(booking.runs_out_at),
        "link": f"{settings.ADDRESS}{address}",
        "name": name,
    }
    queue(
        notice,
        to_person_id=to_person_id,
        to_email=to_email,
        facts={key: value for key, value in facts.items() if key in notice.allowed},
        about=event.reference if to_person_id else "",
        # once for each turn a booking takes: an offer made again is a new one
        key=f"{booking.pk}:{booking.runs_out_at.isoformat() if booking.runs_out_at else ''}",
        now=now,
    )
