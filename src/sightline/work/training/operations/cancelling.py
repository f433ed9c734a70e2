"""Cancelling an event, and telling everybody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sightline.foundation.jobs.operations import enqueue
from sightline.foundation.permissions import Actor
from sightline.work.training import events, notices, permissions, queries
from sightline.work.training.models import Booking, Event, EventPlaces
from sightline.work.training.operations.counting import _locked_places
from sightline.work.training.operations.events import _locked_event, _tell_of_event
from sightline.work.training.operations.telling import _address, _ask_for_diaries, _tell
from sightline.work.training.rules import programme as rules

BY_US = "The event was cancelled"


@transaction.atomic
def cancel_event(*, event: Event, reason: str, by: Actor, now: datetime) -> Event:
    """Cancel an event, with the reason that everybody may read. Every place ends, free of charge,
    and everybody who had one or waited is told by the worker."""
    permissions.manage_programme.check(by)
    _locked_places(event.pk)
    held = _locked_event(event)
    rules.check_event_step(held.state, Event.State.CANCELLED)
    held.state, held.cancelled_reason = Event.State.CANCELLED, rules.check_reason(reason)
    held.version += 1
    held.save(update_fields=["state", "cancelled_reason", "version"])
    # who is booking at this moment passes this row, and finds it closed
    EventPlaces.objects.filter(event=held).update(is_open=False, taken=0, waiting=0)
    ended = Booking.objects.filter(event=held, state__in=queries.LIVE).update(
        state=Booking.State.CANCELLED,
        ended_at=now,
        ended_by=by.name,
        ended_reason=BY_US,
        runs_out_at=None,
    )
    if ended:
        enqueue("tell_of_cancelled_event", number=held.pk)
        _ask_for_diaries(held.pk)
    _tell_of_event(held, events.event_cancelled, by, now, reason=held.cancelled_reason)
    return held


@transaction.atomic
def tell_of_cancelling(*, event_id: int, by: Actor, now: datetime) -> int:
    """Write to everybody whose place ended with a cancelled event; done twice, each hears once."""
    permissions.manage_programme.check(by)
    rows = Booking.objects.filter(event_id=event_id, ended_reason=BY_US)
    told = 0
    for row in rows.select_related("event__course", "learner"):
        _tell(row, notices.EVENT_CANCELLED, now, address=_address(row))
        told += 1
    return told
